import { fileTypeFromBuffer } from 'file-type';
import { compoundFileNames } from './compound-file.js';
import { extensionOf } from './file-name.js';
import { FILE_LIMITS } from './limits.js';
import { textKind } from './plain-text.js';
import type { fileTexts } from './texts.js';
import { zipDirectory, zipEntryText } from './zip-directory.js';

export type RefusalReason = keyof typeof fileTexts.refused;

export type Inspection =
  | {
      readonly kind: 'allowed';
      readonly mediaType: string;
      /** What its name may end in, the usual one first. */
      readonly extensions: readonly string[];
    }
  | { readonly kind: 'refused'; readonly reason: RefusalReason };

const OPEN_XML = 'application/vnd.openxmlformats-officedocument';
const COMPOUND = 'application/x-cfb';

/** Every type that is taken, by what the content says, with the extensions that belong to it. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  'image/jpeg': ['jpg', 'jpeg', 'jpe', 'jfif'],
  'image/png': ['png'],
  'image/apng': ['png', 'apng'],
  'image/webp': ['webp'],
  'image/heic': ['heic', 'heif'],
  'image/heif': ['heic', 'heif'],
  'application/pdf': ['pdf'],
  [`${OPEN_XML}.wordprocessingml.document`]: ['docx'],
  [`${OPEN_XML}.spreadsheetml.sheet`]: ['xlsx'],
  [`${OPEN_XML}.presentationml.presentation`]: ['pptx'],
  'application/msword': ['doc', 'wps'],
  'application/vnd.ms-excel': ['xls', 'et'],
  'application/vnd.ms-powerpoint': ['ppt', 'dps'],
  'text/plain': ['txt'],
  'text/csv': ['csv'],
};

/** Endings of names that belong to types that are taken, for a client's file dialog; the content decides. */
export function takenExtensions(): readonly string[] {
  return [...new Set(Object.values(ALLOWED).flat())];
}

/** Which old Office type a compound file is, by the stream that holds its document. */
const COMPOUND_DOCUMENTS: readonly (readonly [stream: string, mediaType: string])[] = [
  ['WordDocument', 'application/msword'],
  ['Workbook', 'application/vnd.ms-excel'],
  ['Book', 'application/vnd.ms-excel'],
  ['PowerPoint Document', 'application/vnd.ms-powerpoint'],
];
const COMPOUND_MACROS = ['_VBA_PROJECT', '_VBA_PROJECT_CUR', 'VBA', 'Macros'];

/** Why a type that the library knows, and we do not take, is refused: by its usual extension. */
const REFUSED: Readonly<Record<string, RefusalReason>> = {
  ...reasons('executable', 'exe elf macho dex class wasm jar apk deb rpm crx lnk xpi asar'),
  ...reasons('archive', 'zip rar 7z gz tar tar.gz bz2 xz zst lz4 lz lzh cab cpio ar Z ace arj dmg iso'),
  ...reasons('macros', 'docm xlsm pptm dotm xltm potm ppsm'),
  ...reasons('markup', 'xml'),
};

/** Text whose name says that it is code: told so, instead of being called unknown. */
const CODE = new Set(
  'html htm xhtml svg xml js mjs ts css php py rb pl sh bat cmd ps1 vbs vbe wsf hta reg url json'.split(' '),
);
const MACROS_IN_CONTENT_TYPES = /macroEnabled|vbaProject/i;
const LONGEST_CONTENT_TYPES = 1024 * 1024;

function reasons(reason: RefusalReason, extensions: string): Record<string, RefusalReason> {
  return Object.fromEntries(extensions.split(' ').map((extension) => [extension, reason]));
}

/**
 * Decides by the content what a file is and whether it is taken; its name only tells kinds of text apart, which look
 * the same. What is inside an allowed kind (links, forms, embedded objects) is not judged: files are never shown inline.
 */
export async function inspectFile(content: Buffer, name: string): Promise<Inspection> {
  if (content.length === 0) return refused('empty');
  if (content.length > FILE_LIMITS.fileBytes) return refused('too_large');
  const found = await fileTypeFromBuffer(content);
  if (found === undefined) return inspectText(content, name);
  if (found.mime === COMPOUND) return inspectCompound(content);
  if (found.mime.startsWith(OPEN_XML) && ALLOWED[found.mime] !== undefined)
    return inspectOpenXml(content, found.mime);
  if (ALLOWED[found.mime] === undefined) return refused(REFUSED[found.ext] ?? 'unknown');
  // An archive behind a picture or document: whoever renames it unpacks it.
  return zipDirectory(content) === null ? allowed(found.mime) : refused('mixed');
}

function inspectText(content: Buffer, name: string): Inspection {
  const extension = extensionOf(name).toLowerCase();
  const mediaType = { txt: 'text/plain', csv: 'text/csv' }[extension];
  const text = textKind(content);
  if (text === 'markup' || (text === 'plain' && CODE.has(extension))) return refused('markup');
  if (mediaType === undefined) return refused('unknown');
  if (text === 'binary') return refused('not_text');
  return allowed(mediaType);
}

function inspectCompound(content: Buffer): Inspection {
  const names = compoundFileNames(content);
  if (names.has('EncryptedPackage')) return refused('encrypted');
  if (COMPOUND_MACROS.some((name) => names.has(name))) return refused('macros');
  const document = COMPOUND_DOCUMENTS.find(([stream]) => names.has(stream));
  if (document === undefined) return refused('unknown');
  return zipDirectory(content) === null ? allowed(document[1]) : refused('mixed');
}

function inspectOpenXml(content: Buffer, mediaType: string): Inspection {
  const directory = zipDirectory(content);
  if (directory === null) return refused('unknown');
  if (directory.prefix !== 0) return refused('mixed');
  if (directory.entries.some(({ name }) => /vbaproject/i.test(name))) return refused('macros');
  const types = directory.entries.filter(({ name }) => name === '[Content_Types].xml');
  const [entry] = types;
  const text = entry === undefined ? null : zipEntryText(content, entry, LONGEST_CONTENT_TYPES);
  if (text === null || types.length > 1) return refused('unknown');
  return MACROS_IN_CONTENT_TYPES.test(text) ? refused('macros') : allowed(mediaType);
}

function allowed(mediaType: string): Inspection {
  return { kind: 'allowed', mediaType, extensions: ALLOWED[mediaType] ?? [] };
}

function refused(reason: RefusalReason): Inspection {
  return { kind: 'refused', reason };
}
