import type { DialectWords } from '../dialect.js';

/** Who works on demands: accounts to sign in with, what an expert can take, and a province's own settings. */
export function staffSchema({ text, tableOptions }: DialectWords): string[] {
  return [
    `create table accounts (
      person_id ${text} primary key references people (id),
      login ${text} not null unique,
      password_hash ${text} not null,
      failed_attempts integer not null,
      locked_until ${text},
      must_change integer not null check (must_change in (0, 1)),
      created_at ${text} not null,
      updated_at ${text} not null
    )${tableOptions}`,

    `create table expert_profiles (
      person_id ${text} primary key references people (id),
      load_limit integer not null,
      away_until ${text},
      recusals ${text} not null,
      version integer not null,
      updated_at ${text} not null
    )${tableOptions}`,

    `create table province_settings (
      province ${text} primary key references regions (code),
      settings ${text} not null,
      version integer not null,
      updated_by ${text} references people (id),
      updated_at ${text} not null
    )${tableOptions}`,
  ];
}
