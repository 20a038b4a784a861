import type { Flag, Json, Time } from './column.js';

interface DemandsTable {
  id: string;
  /** 浙-2026-00012; null until it is filed. */
  receipt: string | null;
  kind: 'demand' | 'referral' | 'emergency';
  province: string | null;
  /** One of DEMAND_STATES; the table of transitions knows them, so the schema does not repeat them. */
  state: string;
  version: number;
  profile: Json;
  consultation_id: string | null;
  conversation_id: string;
  asker: string;
  person_id: string | null;
  /** The asker's number for this demand alone; masked wherever it is shown. */
  phone: string | null;
  /** The asker agreed that the assigned side may see it. */
  phone_shared: Flag;
  coordinator_id: string | null;
  assignee_id: string | null;
  /** 1, and one more with every 重办. */
  round: number;
  /** Questions asked back in this round. */
  ask_backs: number;
  urged_at: Time | null;
  clock: Json;
  /** The nearest deadline that still runs, for sorting. */
  next_due_at: Time | null;
  outcome: Json;
  case_record_id: string | null;
  created_at: Time;
  filed_at: Time | null;
  updated_at: Time;
  closed_at: Time | null;
  erased_at: Time | null;
}

interface DemandEventsTable {
  demand_id: string;
  /** 1, 2, 3… without gaps. */
  position: number;
  event: string;
  /** Empty text for the first event. */
  from_state: string;
  to_state: string;
  round: number;
  actor: string;
  actor_role: string;
  at: Time;
  data: Json;
  /** The same command twice (a double click, a redelivered turn) is one event. */
  command_key: string | null;
}

interface DemandNotesTable {
  id: string;
  demand_id: string;
  author: string;
  body: string;
  created_at: Time;
}

interface CaseDraftsTable {
  demand_id: string;
  content: Json;
  version: number;
  updated_by: string;
  updated_at: Time;
}

interface NoticesTable {
  id: string;
  demand_id: string;
  /** Of the event that it tells of. */
  position: number;
  kind: string;
  audience: 'asker' | 'coordinator' | 'assignee';
  person_id: string | null;
  /** Known from the start for an asker; for a person it is their chat at the time of sending. */
  conversation_id: string | null;
  asker: string | null;
  payload: Json;
  urgent: Flag;
  /** console: the person has no chat, the console shows it. */
  state: 'pending' | 'sent' | 'console' | 'cancelled';
  not_before: Time;
  attempts: number;
  error: string | null;
  outbox_id: string | null;
  created_at: Time;
  finished_at: Time | null;
  read_at: Time | null;
}

interface TextMessagesTable {
  id: string;
  notice_id: string;
  demand_id: string;
  state: 'pending' | 'sending' | 'sent' | 'failed';
  attempts: number;
  not_before: Time;
  claim_owner: string | null;
  claim_expires_at: Time | null;
  vendor_id: string | null;
  error: string | null;
  created_at: Time;
  finished_at: Time | null;
}

interface CallTasksTable {
  id: string;
  demand_id: string;
  notice_id: string;
  province: string;
  reason: string;
  state: 'open' | 'done';
  outcome: 'told' | 'unreachable' | 'delivered_meanwhile' | null;
  remark: string | null;
  version: number;
  created_at: Time;
  done_at: Time | null;
  done_by: string | null;
}

interface AccountsTable {
  person_id: string;
  /** In lower case. */
  login: string;
  password_hash: string;
  failed_attempts: number;
  locked_until: Time | null;
  must_change: Flag;
  created_at: Time;
  updated_at: Time;
}

interface ExpertProfilesTable {
  person_id: string;
  load_limit: number;
  /** YYYY-MM-DD in China; the person is away up to and including this day. */
  away_until: string | null;
  recusals: Json;
  version: number;
  updated_at: Time;
}

interface ProvinceSettingsTable {
  province: string;
  settings: Json;
  version: number;
  updated_by: string | null;
  updated_at: Time;
}

/** Demands, how people are told of them, and who works on them. */
export interface DemandTables {
  demands: DemandsTable;
  demand_events: DemandEventsTable;
  demand_notes: DemandNotesTable;
  case_drafts: CaseDraftsTable;
  notices: NoticesTable;
  text_messages: TextMessagesTable;
  call_tasks: CallTasksTable;
  accounts: AccountsTable;
  expert_profiles: ExpertProfilesTable;
  province_settings: ProvinceSettingsTable;
}
