import type { DialectWords } from '../dialect.js';

/** Who: regions, organisations, people, channel accounts, chat identities, roles, consents, codes, sessions. */
export function directorySchema({ text, tableOptions }: DialectWords): string[] {
  return [
    `create table regions (
      code ${text} primary key,
      name ${text} not null,
      short_name ${text} not null,
      level ${text} not null check (level in ('nation', 'province', 'city', 'county')),
      parent_code ${text} references regions (code)
    )${tableOptions}`,
    'create index regions_parent on regions (parent_code)',

    `create table organisations (
      id ${text} primary key,
      kind ${text} not null check (kind in ('enterprise', 'unit', 'government', 'other')),
      name ${text} not null,
      credit_code ${text} unique,
      region ${text} references regions (code),
      record_id ${text},
      version integer not null,
      created_at ${text} not null,
      updated_at ${text} not null
    )${tableOptions}`,
    'create index organisations_region on organisations (region)',

    `create table people (
      id ${text} primary key,
      name ${text},
      phone ${text},
      record_id ${text},
      version integer not null,
      created_at ${text} not null,
      updated_at ${text} not null,
      erased_at ${text}
    )${tableOptions}`,
    'create index people_phone on people (phone)',

    `create table channel_accounts (
      id ${text} primary key,
      kind ${text} not null,
      name ${text} not null,
      province ${text} references regions (code),
      settings ${text} not null,
      enabled integer not null check (enabled in (0, 1)),
      created_at ${text} not null
    )${tableOptions}`,

    `create table chat_identities (
      id ${text} primary key,
      channel_account_id ${text} not null references channel_accounts (id),
      vendor_user_id ${text} not null,
      person_id ${text} references people (id),
      display_name ${text},
      declared_role ${text} check (declared_role in ('enterprise', 'official')),
      declared_province ${text} references regions (code),
      notice_shown_at ${text},
      created_at ${text} not null,
      last_seen_at ${text} not null,
      unique (channel_account_id, vendor_user_id)
    )${tableOptions}`,
    'create index chat_identities_person on chat_identities (person_id)',

    `create table memberships (
      id ${text} primary key,
      person_id ${text} not null references people (id),
      organisation_id ${text} references organisations (id),
      role ${text} not null check (role in
        ('enterprise', 'official', 'coordinator', 'expert', 'unit_staff', 'editor', 'administrator', 'auditor')),
      region ${text} not null references regions (code),
      created_at ${text} not null,
      ended_at ${text}
    )${tableOptions}`,
    'create index memberships_person on memberships (person_id)',
    'create index memberships_region on memberships (region, role)',
    'create index memberships_organisation on memberships (organisation_id)',

    `create table consents (
      id ${text} primary key,
      person_id ${text} references people (id),
      chat_identity_id ${text} references chat_identities (id),
      purpose ${text} not null,
      text_version ${text} not null,
      subject ${text},
      given_at ${text} not null,
      withdrawn_at ${text},
      check (person_id is not null or chat_identity_id is not null)
    )${tableOptions}`,
    'create index consents_person on consents (person_id)',
    'create index consents_chat_identity on consents (chat_identity_id)',
    'create index consents_subject on consents (subject)',

    `create table binding_codes (
      id ${text} primary key,
      code_digest ${text} not null unique,
      purpose ${text} not null check (purpose in ('bind', 'first_administrator', 'password')),
      person_id ${text} references people (id),
      created_by ${text} references people (id),
      attempts integer not null,
      created_at ${text} not null,
      expires_at ${text} not null,
      used_at ${text},
      used_by ${text}
    )${tableOptions}`,
    'create index binding_codes_person on binding_codes (person_id)',

    `create table sessions (
      id ${text} primary key,
      kind ${text} not null check (kind in ('console', 'page')),
      person_id ${text} references people (id),
      chat_identity_id ${text} references chat_identities (id),
      data ${text} not null,
      created_at ${text} not null,
      last_seen_at ${text} not null,
      expires_at ${text} not null,
      revoked_at ${text}
    )${tableOptions}`,
    'create index sessions_person on sessions (person_id)',
    'create index sessions_expiry on sessions (expires_at)',
  ];
}
