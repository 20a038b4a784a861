import { createHash } from 'node:crypto';
import {
  closeSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { YishiError } from '../../src/errors.js';
import type { Embedder } from '../models/ports.js';

/** Vectors of one model by the text that they were made of. */
export interface VectorCache {
  get(text: string): Float32Array | null;
  put(text: string, vector: Float32Array): void;
  /** Texts held. */
  readonly size: number;
  close(): void;
}

const KEY_BYTES = 32;
const CRC_BYTES = 4;
const ROWS_PER_READ = 512;

function keyOf(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest();
}

/**
 * An append-only file per model under `dir`: rows of sha256(text), vector (little-endian float32), CRC-32 of both. A row
 * that was torn by a crash, and whatever follows it, is cut off on opening. Every row is proved again when it is read, so
 * that two processes that share the file may cost each other a computation and never a wrong vector.
 */
export function openVectorCache(dir: string, embedder: Pick<Embedder, 'model' | 'dimensions'>): VectorCache {
  mkdirSync(dir, { recursive: true });
  const file = openSync(join(dir, `vectors-${embedder.model.slice(0, 16)}.bin`), 'a+');
  const rowBytes = KEY_BYTES + embedder.dimensions * 4 + CRC_BYTES;
  const rows = readKeys(file, rowBytes);
  return {
    get size() {
      return rows.size;
    },
    get(text) {
      const key = keyOf(text);
      const row = rows.get(key.toString('base64'));
      if (row === undefined) return null;
      const bytes = Buffer.alloc(rowBytes);
      readSync(file, bytes, 0, rowBytes, row * rowBytes);
      if (!isSound(bytes) || !bytes.subarray(0, KEY_BYTES).equals(key)) return null;
      return new Float32Array(new Uint8Array(bytes.subarray(KEY_BYTES, rowBytes - CRC_BYTES)).buffer);
    },
    put(text, vector) {
      const key = keyOf(text);
      const body = Buffer.concat([key, new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength)]);
      const crc = Buffer.alloc(CRC_BYTES);
      crc.writeUInt32LE(crc32(body));
      writeSync(file, Buffer.concat([body, crc]));
      rows.set(key.toString('base64'), fstatSync(file).size / rowBytes - 1);
    },
    close() {
      fsyncSync(file);
      closeSync(file);
    },
  };
}

function isSound(row: Buffer): boolean {
  const crcAt = row.length - CRC_BYTES;
  return crc32(row.subarray(0, crcAt)) === row.readUInt32LE(crcAt);
}

/** Row number by key, of the sound rows; cuts the file after them. */
function readKeys(file: number, rowBytes: number): Map<string, number> {
  const keys = new Map<string, number>();
  const chunk = Buffer.alloc(rowBytes * ROWS_PER_READ);
  for (let row = 0; ; ) {
    const read = readSync(file, chunk, 0, chunk.length, row * rowBytes);
    const whole = Math.floor(read / rowBytes);
    for (let i = 0; i < whole; i++, row++) {
      const bytes = chunk.subarray(i * rowBytes, (i + 1) * rowBytes);
      const crcAt = rowBytes - CRC_BYTES;
      if (crc32(bytes.subarray(0, crcAt)) !== bytes.readUInt32LE(crcAt))
        return cut(file, keys, row * rowBytes);
      keys.set(bytes.subarray(0, KEY_BYTES).toString('base64'), row);
    }
    if (whole < ROWS_PER_READ) return cut(file, keys, row * rowBytes);
  }
}

function cut(file: number, keys: Map<string, number>, length: number): Map<string, number> {
  if (fstatSync(file).size > length) ftruncateSync(file, length);
  return keys;
}

/** Vectors of `texts` in order; only those that the cache does not hold are computed, and each is kept at once. */
export async function embedCached(
  texts: readonly string[],
  embedder: Embedder,
  cache: VectorCache,
  onProgress: (done: number, total: number) => void,
): Promise<Float32Array[]> {
  const vectors: Float32Array[] = [];
  for (const text of texts) {
    const known = cache.get(text);
    const vector = known ?? (await embedder.embed([text]))[0];
    if (vector === undefined) throw new YishiError('internal', 'the embedder returned no vector');
    if (known === null) cache.put(text, vector);
    vectors.push(vector);
    onProgress(vectors.length, texts.length);
  }
  return vectors;
}
