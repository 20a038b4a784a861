import { createHash } from 'node:crypto';
import { z } from 'zod';

/** Raised when the entries change their meaning; a file of another format is refused. */
const FORMAT = 'yishi-backup-1';
export const MANIFEST_NAME = 'manifest.json';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const bytes = z.number().int().nonnegative();

const bodySchema = z.strictObject({
  format: z.literal(FORMAT),
  madeAt: z.string(),
  /** Version of the schema that the rows have. */
  schema: z.number().int().positive(),
  /** Contents of uploaded files, by their hash: before the tables that tell of them. */
  files: z.array(z.strictObject({ sha256, bytes })),
  /** In the order in which they are filled. */
  tables: z.array(z.strictObject({ name: z.string(), rows: bytes, bytes, sha256 })),
  /** Files that the database tells of and nobody has: they were lost before the backup. */
  missing: z.array(sha256),
});

const manifestSchema = bodySchema.extend({ id: sha256 });

export type Manifest = z.infer<typeof manifestSchema>;
export type FilePart = Manifest['files'][number];

/** The first entry of a backup: what is in it, and a hash over that, so that nothing of it can be changed unseen. */
export function sealManifest(body: Omit<Manifest, 'id' | 'format'>): Manifest {
  const whole = { format: FORMAT, ...body } as const;
  return { ...whole, id: idOf(whole) };
}

/** Null for anything that is no manifest of this format, or not the one that was written. */
export function parseManifest(text: string): Manifest | null {
  try {
    const parsed = manifestSchema.safeParse(JSON.parse(text));
    if (!parsed.success) return null;
    const { id, ...body } = parsed.data;
    return idOf(body) === id ? parsed.data : null;
  } catch {
    return null;
  }
}

export function tableEntry(name: string): string {
  return `tables/${name}.jsonl`;
}

export function fileEntry(hash: string): string {
  return `files/${hash}`;
}

/** Entries after the manifest, in order. */
export function entriesOf({ files, tables }: Manifest): { name: string; bytes: number; sha256: string }[] {
  return [
    ...files.map((file) => ({ ...file, name: fileEntry(file.sha256) })),
    ...tables.map(({ name, bytes: size, sha256: hash }) => ({
      name: tableEntry(name),
      bytes: size,
      sha256: hash,
    })),
  ];
}

function idOf(body: z.infer<typeof bodySchema>): string {
  return createHash('sha256')
    .update(JSON.stringify(bodySchema.parse(body)))
    .digest('hex');
}
