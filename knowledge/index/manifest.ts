import { createHash } from 'node:crypto';
import { z } from 'zod';

/** Raised whenever the files of a snapshot change their meaning; another version is rebuilt, never read. */
export const SNAPSHOT_FORMAT = 1;

export const recordKindSchema = z.enum([
  'technology',
  'standard',
  'standard_order',
  'standing',
  'case',
  'unit',
  'policy',
]);

const bodySchema = z.strictObject({
  format: z.number(),
  /** sha256 of the embedding model. */
  model: z.string(),
  dimensions: z.number(),
  /** Version of the tokenizer's rules, and hash of the vocabulary that gave its words and the facts. */
  tokenizer: z.string(),
  vocabulary: z.string(),
  /** sha256 over the indexed records: id, edition and content. */
  records: z.string(),
  partitions: z.array(z.strictObject({ kind: recordKindSchema, records: z.number(), passages: z.number() })),
  files: z.array(z.strictObject({ name: z.string(), bytes: z.number(), sha256: z.string() })),
});

export const manifestSchema = bodySchema.extend({ id: z.string() });

type ManifestBody = z.infer<typeof bodySchema>;

/** What a snapshot was made of. `id` is derived from the rest: turns pin it, and equal inputs give equal ids. */
export type Manifest = z.infer<typeof manifestSchema>;

/** What a reader demands of a snapshot; a mismatch means that it must be rebuilt. */
export type Expected = Pick<Manifest, 'model' | 'tokenizer' | 'vocabulary'>;

export function sealManifest(body: ManifestBody): Manifest {
  return { ...body, id: manifestId(body) };
}

function manifestId(body: ManifestBody): string {
  return sha256(JSON.stringify(bodySchema.parse(body))).slice(0, 20);
}

/** True when the id is the one that the rest gives. */
export function isIntact(manifest: Manifest): boolean {
  const { id, ...body } = manifest;
  return manifestId(body) === id;
}

export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
