const ENTRY_BYTES = 128;
const NAME_BYTES = 64;
/** Storage, stream and root; anything else is no entry in use. */
const TYPES: ReadonlySet<number> = new Set([1, 2, 5]);

/**
 * Names of the streams and storages in a compound file (old Office). Entries stand on boundaries of their own size, so
 * they are found without following the sector chains, which a forged file would lay as it likes.
 * (https://learn.microsoft.com/openspecs/windows_protocols/ms-cfb, 2.6.1)
 */
export function compoundFileNames(content: Buffer): ReadonlySet<string> {
  const names = new Set<string>();
  for (let at = 0; at + ENTRY_BYTES <= content.length; at += ENTRY_BYTES) {
    const length = content.readUInt16LE(at + NAME_BYTES);
    const isEntry =
      length >= 4 && length <= NAME_BYTES && length % 2 === 0 && TYPES.has(content.readUInt8(at + 66));
    if (isEntry && content.readUInt8(at + 67) <= 1)
      names.add(content.toString('utf16le', at, at + length - 2));
  }
  return names;
}
