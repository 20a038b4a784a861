import type { Json, Time } from './column.js';

interface RecordsTable {
  id: string;
  kind: string;
  latest_edition: number;
  created_at: Time;
  updated_at: Time;
}

interface EditionsTable {
  record_id: string;
  edition: number;
  kind: string;
  title: string;
  content_hash: string;
  status: 'draft' | 'published' | 'superseded' | 'withdrawn';
  visibility: 'public' | 'province';
  /** No foreign key: a record may name a region that the table of today no longer has. */
  region: string | null;
  content: Json;
  source_file: string;
  imported_at: Time;
  valid_until: Time | null;
  withdrawn_at: Time | null;
}

interface ReceiptsTable {
  province: string;
  year: number;
  next_number: number;
}

interface FilesTable {
  id: string;
  /** sha-256 of the content, its name in the blob store. */
  hash: string;
  name: string;
  media_type: string;
  size: number;
  subject: string;
  visibility: 'subject' | 'internal';
  added_by: string;
  created_at: Time;
  erased_at: Time | null;
}

interface AuditHeadsTable {
  subject: string;
  length: number;
  hash: string;
}

interface AuditEventsTable {
  subject: string;
  position: number;
  actor: string;
  action: string;
  at: Time;
  payload_digest: string;
  previous_hash: string;
  hash: string;
}

/** Salt and payload go together: without the salt the digest in the chain tells nothing of what was erased. */
interface AuditPayloadsTable {
  subject: string;
  position: number;
  salt: string;
  payload: Json;
}

/** Which version of built-in data (regions) a database holds. */
interface DataVersionsTable {
  name: string;
  hash: string;
}

/** What is kept: knowledge records, receipts, files, and the audit chain. */
export interface RecordTables {
  records: RecordsTable;
  editions: EditionsTable;
  receipts: ReceiptsTable;
  files: FilesTable;
  audit_heads: AuditHeadsTable;
  audit_events: AuditEventsTable;
  audit_payloads: AuditPayloadsTable;
  data_versions: DataVersionsTable;
}
