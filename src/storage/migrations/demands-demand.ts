import type { DialectWords } from '../dialect.js';

/** Demands, what happened to each, notes that never leave, and the drafts of cases made from them. */
export function demandSchema({ text, tableOptions }: DialectWords): string[] {
  return [
    `create table demands (
      id ${text} primary key,
      receipt ${text} unique,
      kind ${text} not null check (kind in ('demand', 'referral', 'emergency')),
      province ${text} references regions (code),
      state ${text} not null,
      version integer not null,
      profile ${text} not null,
      consultation_id ${text} references consultations (id),
      conversation_id ${text} not null references conversations (id),
      asker ${text} not null,
      person_id ${text} references people (id),
      phone ${text},
      phone_shared integer not null check (phone_shared in (0, 1)),
      coordinator_id ${text} references people (id),
      assignee_id ${text} references people (id),
      round integer not null,
      ask_backs integer not null,
      urged_at ${text},
      clock ${text} not null,
      next_due_at ${text},
      outcome ${text} not null,
      case_record_id ${text},
      created_at ${text} not null,
      filed_at ${text},
      updated_at ${text} not null,
      closed_at ${text},
      erased_at ${text},
      check ((receipt is null) = (filed_at is null)),
      check (receipt is null or province is not null)
    )${tableOptions}`,
    'create index demands_province on demands (province, state)',
    'create index demands_asker on demands (conversation_id, asker)',
    'create index demands_person on demands (person_id)',
    'create index demands_assignee on demands (assignee_id, state)',
    'create index demands_consultation on demands (consultation_id)',
    'create index demands_updated on demands (updated_at)',

    `create table demand_events (
      demand_id ${text} not null references demands (id),
      position integer not null,
      event ${text} not null,
      from_state ${text} not null,
      to_state ${text} not null,
      round integer not null,
      actor ${text} not null,
      actor_role ${text} not null,
      at ${text} not null,
      data ${text} not null,
      command_key ${text} unique,
      primary key (demand_id, position)
    )${tableOptions}`,

    `create table demand_notes (
      id ${text} primary key,
      demand_id ${text} not null references demands (id),
      author ${text} not null references people (id),
      body ${text} not null,
      created_at ${text} not null
    )${tableOptions}`,
    'create index demand_notes_demand on demand_notes (demand_id, created_at)',

    `create table case_drafts (
      demand_id ${text} primary key references demands (id),
      content ${text} not null,
      version integer not null,
      updated_by ${text} not null references people (id),
      updated_at ${text} not null
    )${tableOptions}`,
  ];
}
