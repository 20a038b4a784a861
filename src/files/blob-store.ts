import type { Readable } from 'node:stream';

/** What a put tells: the content's name, and how much it was. */
export interface StoredBlob {
  /** SHA-256 of the content in hex: the same content twice is one blob. */
  readonly hash: string;
  readonly size: number;
}

export interface ListedBlob extends StoredBlob {
  /** When it was put last, by the clock. */
  readonly storedAt: Date;
}

/** Where contents are kept, by what they are. Whose they are stands in the table `files`. */
export interface BlobStore {
  /** Once it resolves the content survives a crash; a failed one leaves nothing but what `sweep` removes. */
  put(content: Readable | Buffer): Promise<StoredBlob>;
  /** The content as a stream, or null where there is none. */
  open(hash: string): Promise<Readable | null>;
  has(hash: string): Promise<boolean>;
  /**
   * Removes a content unless `isUsed` says, once it is out of reach, that somebody has begun to use it meanwhile;
   * then it is put back. Tells whether it is gone. Who adds a row looks with `has` afterwards (kept-files.ts).
   */
  remove(hash: string, isUsed: () => Promise<boolean>): Promise<boolean>;
  list(): AsyncIterable<ListedBlob>;
  /** Clears what a crash left half done before `before`: unfinished puts go, unfinished removals are decided. */
  sweep(before: Date, isUsed: (hash: string) => Promise<boolean>): Promise<void>;
}
