import type { Flag, Json, Time } from './column.js';

interface RegionsTable {
  code: string;
  name: string;
  short_name: string;
  level: 'nation' | 'province' | 'city' | 'county';
  parent_code: string | null;
}

interface OrganisationsTable {
  id: string;
  kind: 'enterprise' | 'unit' | 'government' | 'other';
  name: string;
  credit_code: string | null;
  region: string | null;
  record_id: string | null;
  version: number;
  created_at: Time;
  updated_at: Time;
}

interface PeopleTable {
  id: string;
  name: string | null;
  phone: string | null;
  record_id: string | null;
  version: number;
  created_at: Time;
  updated_at: Time;
  erased_at: Time | null;
}

interface ChannelAccountsTable {
  id: string;
  /** Names the folder under bot/channels; no enumeration, a new channel is a row. */
  kind: string;
  name: string;
  province: string | null;
  settings: Json;
  enabled: Flag;
  created_at: Time;
}

interface ChatIdentitiesTable {
  id: string;
  channel_account_id: string;
  vendor_user_id: string;
  person_id: string | null;
  display_name: string | null;
  /** What the asker says to be; proves nothing and opens nothing private. */
  declared_role: 'enterprise' | 'official' | null;
  declared_province: string | null;
  /** When the asker was told who can see what. */
  notice_shown_at: Time | null;
  created_at: Time;
  last_seen_at: Time;
}

interface MembershipsTable {
  id: string;
  person_id: string;
  organisation_id: string | null;
  role: string;
  region: string;
  created_at: Time;
  ended_at: Time | null;
}

interface ConsentsTable {
  id: string;
  person_id: string | null;
  chat_identity_id: string | null;
  purpose: string;
  /** Which wording was agreed to. */
  text_version: string;
  subject: string | null;
  given_at: Time;
  withdrawn_at: Time | null;
}

interface BindingCodesTable {
  id: string;
  code_digest: string;
  purpose: 'bind' | 'first_administrator' | 'password';
  person_id: string | null;
  created_by: string | null;
  attempts: number;
  created_at: Time;
  expires_at: Time;
  used_at: Time | null;
  used_by: string | null;
}

interface SessionsTable {
  /** Digest of the cookie's value: the table alone opens no session. */
  id: string;
  kind: 'console' | 'page';
  person_id: string | null;
  chat_identity_id: string | null;
  data: Json;
  created_at: Time;
  last_seen_at: Time;
  expires_at: Time;
  revoked_at: Time | null;
}

/** Who: regions, people, organisations, their channels, roles, consents and sessions. */
export interface DirectoryTables {
  regions: RegionsTable;
  organisations: OrganisationsTable;
  people: PeopleTable;
  channel_accounts: ChannelAccountsTable;
  chat_identities: ChatIdentitiesTable;
  memberships: MembershipsTable;
  consents: ConsentsTable;
  binding_codes: BindingCodesTable;
  sessions: SessionsTable;
}
