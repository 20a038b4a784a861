import { inflateRawSync } from 'node:zlib';

export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly compressedSize: number;
  /** Where its local header begins, counted from the archive's first byte. */
  readonly offset: number;
}

export interface ZipDirectory {
  readonly entries: readonly ZipEntry[];
  /** Bytes before the archive's first: 0 in a file that is nothing but an archive. */
  readonly prefix: number;
}

const END = 0x06054b50;
const END_BYTES = 22;
const LONGEST_COMMENT = 0xffff;
const CENTRAL = 0x02014b50;
const CENTRAL_BYTES = 46;
const LOCAL = 0x04034b50;
const LOCAL_BYTES = 30;

/**
 * The central directory at the end of `content`, or null where there is none: readers of archives find it from the
 * end, so a file that begins as something else can be an archive as well. Archives over 4 GB are none here.
 * (https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.3)
 */
export function zipDirectory(content: Buffer): ZipDirectory | null {
  const first = Math.max(0, content.length - END_BYTES - LONGEST_COMMENT);
  for (let at = content.length - END_BYTES; at >= first; at -= 1) {
    const directory = content.readUInt32LE(at) === END ? directoryBefore(content, at) : null;
    if (directory !== null) return directory;
  }
  return null;
}

function directoryBefore(content: Buffer, end: number): ZipDirectory | null {
  const count = content.readUInt16LE(end + 10);
  const start = end - content.readUInt32LE(end + 12);
  const prefix = start - content.readUInt32LE(end + 16);
  if (start < 0 || prefix < 0) return null;
  const entries: ZipEntry[] = [];
  let at = start;
  for (let index = 0; index < count; index += 1) {
    if (at + CENTRAL_BYTES > end || content.readUInt32LE(at) !== CENTRAL) return null;
    const nameEnd = at + CENTRAL_BYTES + content.readUInt16LE(at + 28);
    entries.push({
      name: content.toString('utf8', at + CENTRAL_BYTES, nameEnd),
      method: content.readUInt16LE(at + 10),
      compressedSize: content.readUInt32LE(at + 20),
      offset: content.readUInt32LE(at + 42),
    });
    at = nameEnd + content.readUInt16LE(at + 30) + content.readUInt16LE(at + 32);
  }
  return { entries, prefix };
}

/** Text of an entry of at most `mostBytes`; null where it cannot be read, or is longer. */
export function zipEntryText(content: Buffer, entry: ZipEntry, mostBytes: number): string | null {
  const { offset, compressedSize, method } = entry;
  if (offset + LOCAL_BYTES > content.length || content.readUInt32LE(offset) !== LOCAL) return null;
  const start = offset + LOCAL_BYTES + content.readUInt16LE(offset + 26) + content.readUInt16LE(offset + 28);
  const packed = content.subarray(start, start + compressedSize);
  if (method === 0) return packed.length > mostBytes ? null : packed.toString('utf8');
  try {
    return inflateRawSync(packed, { maxOutputLength: mostBytes }).toString('utf8');
  } catch {
    return null;
  }
}
