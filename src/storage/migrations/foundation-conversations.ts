import type { DialectWords } from '../dialect.js';

/** What happens: conversations with transcript, inbox and outbox; leases, timers, jobs; consultations, turns. */
export function conversationSchema(words: DialectWords): string[] {
  return [...messageTables(words), ...workTables(words), ...consultationTables(words)];
}

function messageTables({ text, tableOptions }: DialectWords): string[] {
  return [
    `create table conversations (
      id ${text} primary key,
      channel_account_id ${text} not null references channel_accounts (id),
      vendor_conversation_id ${text} not null,
      reference ${text} not null,
      next_sequence integer not null,
      next_delivery integer not null,
      last_inbound_at ${text},
      window_expires_at ${text},
      window_count integer not null,
      quota_period ${text},
      quota_count integer not null,
      created_at ${text} not null,
      unique (channel_account_id, vendor_conversation_id)
    )${tableOptions}`,

    `create table activities (
      id ${text} primary key,
      conversation_id ${text} not null references conversations (id),
      seq integer not null,
      direction ${text} not null check (direction in ('in', 'out')),
      asker ${text} not null,
      activity ${text} not null,
      created_at ${text} not null,
      unique (conversation_id, seq)
    )${tableOptions}`,

    `create table inbox (
      id ${text} primary key,
      channel_account_id ${text} not null references channel_accounts (id),
      conversation_id ${text} not null references conversations (id),
      asker ${text} not null,
      kind ${text} not null check (kind in ('message', 'event', 'invoke')),
      vendor_id ${text} not null,
      raw ${text} not null,
      state ${text} not null check (state in ('pending', 'done', 'set_aside')),
      attempts integer not null,
      not_before ${text} not null,
      error ${text},
      set_aside_reason ${text},
      response ${text},
      received_at ${text} not null,
      finished_at ${text},
      unique (channel_account_id, conversation_id, kind, vendor_id)
    )${tableOptions}`,
    `create index inbox_pending on inbox (conversation_id, asker) where state = 'pending'`,
    `create index inbox_set_aside on inbox (received_at) where state = 'set_aside'`,

    `create table outbox (
      id ${text} primary key,
      idempotency_key ${text} not null unique,
      channel_account_id ${text} not null references channel_accounts (id),
      conversation_id ${text} not null references conversations (id),
      position integer not null,
      seq integer,
      activity ${text} not null,
      priority integer not null,
      state ${text} not null check (state in ('pending', 'sending', 'sent', 'waiting', 'failed', 'expired')),
      attempts integer not null,
      not_before ${text} not null,
      expires_at ${text},
      fallback ${text},
      claim_owner ${text},
      claim_expires_at ${text},
      vendor_id ${text},
      error ${text},
      created_at ${text} not null,
      finished_at ${text},
      unique (conversation_id, position),
      check ((state = 'sending') = (claim_owner is not null))
    )${tableOptions}`,
    `create index outbox_unsent on outbox (conversation_id, position) where state in ('pending', 'sending')`,
    `create index outbox_overdue on outbox (expires_at) where state in ('pending', 'sending', 'waiting')`,
    `create index outbox_waiting on outbox (conversation_id, position) where state = 'waiting'`,
  ];
}

function workTables({ text, tableOptions }: DialectWords): string[] {
  return [
    `create table leases (
      key ${text} primary key,
      owner ${text} not null,
      fence integer not null,
      expires_at ${text} not null
    )${tableOptions}`,

    `create table timers (
      id ${text} primary key,
      kind ${text} not null,
      subject ${text} not null,
      payload ${text} not null,
      state ${text} not null check (state in ('pending', 'done', 'cancelled')),
      due_at ${text} not null,
      fence integer not null,
      claim_owner ${text},
      claim_expires_at ${text},
      created_at ${text} not null,
      finished_at ${text}
    )${tableOptions}`,
    `create index timers_due on timers (due_at) where state = 'pending'`,
    'create index timers_subject on timers (subject, kind)',

    `create table jobs (
      id ${text} primary key,
      kind ${text} not null,
      payload ${text} not null,
      state ${text} not null check (state in ('pending', 'running', 'done', 'failed')),
      due_at ${text} not null,
      fence integer not null,
      attempts integer not null,
      claim_owner ${text},
      claim_expires_at ${text},
      progress ${text},
      result ${text},
      error ${text},
      created_by ${text} references people (id),
      created_at ${text} not null,
      finished_at ${text}
    )${tableOptions}`,
    `create index jobs_due on jobs (due_at) where state in ('pending', 'running')`,
  ];
}

function consultationTables({ text, tableOptions }: DialectWords): string[] {
  return [
    `create table consultations (
      id ${text} primary key,
      conversation_id ${text} not null references conversations (id),
      asker ${text} not null,
      person_id ${text} references people (id),
      province ${text} references regions (code),
      state ${text} not null check (state in ('open', 'escalated', 'resolved', 'redirected', 'lapsed')),
      profile ${text} not null,
      version integer not null,
      opened_at ${text} not null,
      updated_at ${text} not null,
      closed_at ${text},
      check ((state in ('open', 'escalated')) = (closed_at is null))
    )${tableOptions}`,
    // One open consultation per asker and conversation, whoever writes.
    `create unique index consultations_open on consultations (conversation_id, asker)
      where state in ('open', 'escalated')`,
    'create index consultations_conversation on consultations (conversation_id, asker)',
    'create index consultations_person on consultations (person_id)',
    'create index consultations_province on consultations (province, state)',

    `create table turns (
      id ${text} primary key,
      consultation_id ${text} not null references consultations (id),
      number integer not null,
      inbox_id ${text} references inbox (id),
      result ${text} not null,
      editions ${text} not null,
      manifest ${text} not null,
      model ${text},
      prompt_id ${text},
      created_at ${text} not null,
      unique (consultation_id, number)
    )${tableOptions}`,
    'create index turns_inbox on turns (inbox_id)',
  ];
}
