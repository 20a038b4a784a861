import type { DialectWords } from '../dialect.js';

/** What is kept: knowledge records with editions, receipt counters, files, the audit chain. */
export function recordSchema({ text, tableOptions }: DialectWords): string[] {
  return [
    `create table records (
      id ${text} primary key,
      kind ${text} not null,
      latest_edition integer not null,
      created_at ${text} not null,
      updated_at ${text} not null
    )${tableOptions}`,

    `create table editions (
      record_id ${text} not null references records (id),
      edition integer not null,
      kind ${text} not null,
      title ${text} not null,
      content_hash ${text} not null,
      status ${text} not null check (status in ('draft', 'published', 'superseded', 'withdrawn')),
      visibility ${text} not null check (visibility in ('public', 'province')),
      region ${text},
      content ${text} not null,
      source_file ${text} not null,
      imported_at ${text} not null,
      valid_until ${text},
      withdrawn_at ${text},
      primary key (record_id, edition)
    )${tableOptions}`,
    // At most one edition of a record is published, whoever writes.
    `create unique index editions_published on editions (record_id) where status = 'published'`,
    'create index editions_kind on editions (status, kind)',

    `create table receipts (
      province ${text} not null references regions (code),
      year integer not null,
      next_number integer not null,
      primary key (province, year)
    )${tableOptions}`,

    `create table files (
      id ${text} primary key,
      hash ${text} not null,
      name ${text} not null,
      media_type ${text} not null,
      size integer not null,
      subject ${text} not null,
      visibility ${text} not null check (visibility in ('subject', 'internal')),
      added_by ${text} not null,
      created_at ${text} not null,
      erased_at ${text}
    )${tableOptions}`,
    'create index files_hash on files (hash)',
    'create index files_subject on files (subject)',

    `create table audit_heads (
      subject ${text} primary key,
      length integer not null,
      hash ${text} not null
    )${tableOptions}`,

    `create table audit_events (
      subject ${text} not null,
      position integer not null,
      actor ${text} not null,
      action ${text} not null,
      at ${text} not null,
      payload_digest ${text} not null,
      previous_hash ${text} not null,
      hash ${text} not null,
      primary key (subject, position)
    )${tableOptions}`,

    `create table audit_payloads (
      subject ${text} not null,
      position integer not null,
      salt ${text} not null,
      payload ${text} not null,
      primary key (subject, position),
      foreign key (subject, position) references audit_events (subject, position)
    )${tableOptions}`,

    `create table data_versions (
      name ${text} primary key,
      hash ${text} not null
    )${tableOptions}`,
  ];
}
