import { FILE_LIMITS } from './limits.js';
import { fileTexts } from './texts.js';

/** Control and format characters (direction overrides, zero width), line separators, halves and private characters. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}]/gu;
/** What Windows takes in no file name. */
const FORBIDDEN = /[<>:"|?*]/g;
/** Names that Windows keeps for devices, whatever the extension. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;
const EDGES = /^[\s.]+|[\s.]+$/g;

/**
 * A client's name for a file as it is kept, shown and given back: its last path part without what cannot be seen or
 * saved, and with one of `extensions` (without dot, the usual one first) at its end, since the content decides
 * what the file is. Never empty, never longer than the limits; cleaning it again changes nothing.
 */
export function cleanFileName(name: string, extensions: readonly string[]): string {
  const last = name.normalize('NFC').replace(UNSEEN, '').split(/[/\\]/).at(-1) ?? '';
  const visible = last.replace(FORBIDDEN, '_').replace(/\s+/g, ' ').replace(EDGES, '');
  const given = extensionOf(visible);
  const extension = extensions.includes(given.toLowerCase()) ? given : (extensions[0] ?? '');
  const suffix = extension === '' ? '' : `.${extension}`;
  const stem = extension === given && given !== '' ? visible.slice(0, -suffix.length) : visible;
  return shortened(stem.replace(DEVICE, '_$1'), suffix) + suffix;
}

/** A name for a sentence about a file that was not kept: cleaned, with the extension that it came with. */
export function shownFileName(name: string): string {
  return cleanFileName(name, []);
}

/** What stands after the last dot, without it; empty where there is no stem or no dot. */
export function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? '' : name.slice(dot + 1);
}

function shortened(stem: string, suffix: string): string {
  const characters = [...stem].slice(0, FILE_LIMITS.nameCharacters - suffix.length);
  while (Buffer.byteLength(characters.join('')) > FILE_LIMITS.nameBytes - suffix.length) characters.pop();
  return characters.join('').replace(EDGES, '') || fileTexts.nameless;
}
