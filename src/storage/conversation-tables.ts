import type { Json, Time } from './column.js';

interface ConversationsTable {
  id: string;
  channel_account_id: string;
  vendor_conversation_id: string;
  reference: Json;
  /** Next number of the transcript, and of the outbox: counters on this row, so without gaps in commit order. */
  next_sequence: number;
  next_delivery: number;
  last_inbound_at: Time | null;
  window_expires_at: Time | null;
  window_count: number;
  quota_period: string | null;
  quota_count: number;
  created_at: Time;
}

interface ActivitiesTable {
  id: string;
  conversation_id: string;
  seq: number;
  direction: 'in' | 'out';
  asker: string;
  activity: Json;
  created_at: Time;
}

interface InboxTable {
  /** Also the id of the message's row in activities, which holds the decoded activity. */
  id: string;
  channel_account_id: string;
  conversation_id: string;
  asker: string;
  kind: 'message' | 'event' | 'invoke';
  vendor_id: string;
  raw: string;
  state: 'pending' | 'done' | 'set_aside';
  attempts: number;
  not_before: Time;
  error: string | null;
  set_aside_reason: string | null;
  response: Json | null;
  received_at: Time;
  finished_at: Time | null;
}

interface OutboxTable {
  id: string;
  idempotency_key: string;
  channel_account_id: string;
  conversation_id: string;
  /** Order within the conversation. */
  position: number;
  /** Number in the transcript, where the message is part of it. */
  seq: number | null;
  activity: Json;
  /** Between conversations only: higher first. */
  priority: number;
  state: 'pending' | 'sending' | 'sent' | 'waiting' | 'failed' | 'expired';
  attempts: number;
  not_before: Time;
  expires_at: Time | null;
  fallback: Json | null;
  claim_owner: string | null;
  claim_expires_at: Time | null;
  vendor_id: string | null;
  error: string | null;
  created_at: Time;
  finished_at: Time | null;
  /** When a client of the asker fetched it or the vendor said so; null where that is not known. */
  delivered_at: Time | null;
}

interface LeasesTable {
  key: string;
  owner: string;
  /** Goes up with every change of hands; rows stay, so that it never starts again. */
  fence: number;
  /** Empty text when released. */
  expires_at: Time;
}

interface TimersTable {
  id: string;
  kind: string;
  subject: string;
  payload: Json;
  state: 'pending' | 'done' | 'cancelled';
  due_at: Time;
  fence: number;
  claim_owner: string | null;
  claim_expires_at: Time | null;
  created_at: Time;
  finished_at: Time | null;
}

interface JobsTable {
  id: string;
  kind: string;
  payload: Json;
  state: 'pending' | 'running' | 'done' | 'failed';
  due_at: Time;
  fence: number;
  attempts: number;
  claim_owner: string | null;
  claim_expires_at: Time | null;
  progress: Json | null;
  result: Json | null;
  error: string | null;
  created_by: string | null;
  created_at: Time;
  finished_at: Time | null;
}

interface ConsultationsTable {
  id: string;
  conversation_id: string;
  asker: string;
  person_id: string | null;
  province: string | null;
  state: 'open' | 'escalated' | 'resolved' | 'redirected' | 'lapsed';
  profile: Json;
  version: number;
  opened_at: Time;
  updated_at: Time;
  closed_at: Time | null;
}

interface TurnsTable {
  id: string;
  consultation_id: string;
  number: number;
  inbox_id: string | null;
  result: Json;
  editions: Json;
  manifest: string;
  model: string | null;
  prompt_id: string | null;
  created_at: Time;
}

/** What happens: conversations, inbox, outbox, leases, timers and jobs, consultations and turns. */
export interface ConversationTables {
  conversations: ConversationsTable;
  activities: ActivitiesTable;
  inbox: InboxTable;
  outbox: OutboxTable;
  leases: LeasesTable;
  timers: TimersTable;
  jobs: JobsTable;
  consultations: ConsultationsTable;
  turns: TurnsTable;
}
