import type { Tables } from './tables.js';

/**
 * Every table with its primary key, each after those that it refers to: what a backup keeps and a restore fills in this
 * order. The type asks for every table there is, and test/src/table-keys.test.ts holds it against the schema itself.
 * `schema_migrations` is not among them: it tells of the database, not of what is in it.
 */
export const TABLE_KEYS: Readonly<Record<keyof Tables, readonly string[]>> = {
  regions: ['code'],
  data_versions: ['name'],
  organisations: ['id'],
  people: ['id'],
  channel_accounts: ['id'],
  chat_identities: ['id'],
  memberships: ['id'],
  consents: ['id'],
  binding_codes: ['id'],
  sessions: ['id'],
  accounts: ['person_id'],
  expert_profiles: ['person_id'],
  province_settings: ['province'],
  records: ['id'],
  editions: ['record_id', 'edition'],
  receipts: ['province', 'year'],
  files: ['id'],
  conversations: ['id'],
  activities: ['id'],
  inbox: ['id'],
  outbox: ['id'],
  leases: ['key'],
  timers: ['id'],
  jobs: ['id'],
  consultations: ['id'],
  turns: ['id'],
  demands: ['id'],
  demand_events: ['demand_id', 'position'],
  demand_notes: ['id'],
  case_drafts: ['demand_id'],
  notices: ['id'],
  text_messages: ['id'],
  call_tasks: ['id'],
  audit_heads: ['subject'],
  audit_events: ['subject', 'position'],
  audit_payloads: ['subject', 'position'],
};

/** Tables that opening an empty database fills by itself. */
export const BUILT_IN_TABLES: ReadonlySet<string> = new Set(['regions', 'data_versions']);
