import type { DialectWords } from '../dialect.js';

/** How people are told: notices, text messages where a chat does not reach, and calls where nothing does. */
export function deliverySchema({ text, tableOptions }: DialectWords): string[] {
  return [
    `alter table outbox add column delivered_at ${text}`,
    'create index outbox_undelivered on outbox (conversation_id, seq) where delivered_at is null',
    // In which conversation somebody was heard last: where a notice for them goes.
    `create index activities_asker on activities (asker, created_at) where direction = 'in'`,

    `create table notices (
      id ${text} primary key,
      demand_id ${text} not null references demands (id),
      position integer not null,
      kind ${text} not null,
      audience ${text} not null check (audience in ('asker', 'coordinator', 'assignee')),
      person_id ${text} references people (id),
      conversation_id ${text} references conversations (id),
      asker ${text},
      payload ${text} not null,
      urgent integer not null check (urgent in (0, 1)),
      state ${text} not null check (state in ('pending', 'sent', 'console', 'cancelled')),
      not_before ${text} not null,
      attempts integer not null,
      error ${text},
      outbox_id ${text} references outbox (id),
      created_at ${text} not null,
      finished_at ${text},
      read_at ${text},
      check ((audience = 'asker') = (asker is not null))
    )${tableOptions}`,
    `create index notices_due on notices (not_before) where state = 'pending'`,
    'create index notices_demand on notices (demand_id, position)',
    'create index notices_person on notices (person_id, created_at)',
    'create index notices_outbox on notices (outbox_id)',

    `create table text_messages (
      id ${text} primary key,
      notice_id ${text} not null unique references notices (id),
      demand_id ${text} not null references demands (id),
      state ${text} not null check (state in ('pending', 'sending', 'sent', 'failed')),
      attempts integer not null,
      not_before ${text} not null,
      claim_owner ${text},
      claim_expires_at ${text},
      vendor_id ${text},
      error ${text},
      created_at ${text} not null,
      finished_at ${text}
    )${tableOptions}`,
    `create index text_messages_due on text_messages (not_before) where state in ('pending', 'sending')`,
    'create index text_messages_demand on text_messages (demand_id)',

    `create table call_tasks (
      id ${text} primary key,
      demand_id ${text} not null references demands (id),
      notice_id ${text} not null unique references notices (id),
      province ${text} not null references regions (code),
      reason ${text} not null,
      state ${text} not null check (state in ('open', 'done')),
      outcome ${text} check (outcome in ('told', 'unreachable', 'delivered_meanwhile')),
      remark ${text},
      version integer not null,
      created_at ${text} not null,
      done_at ${text},
      done_by ${text} references people (id)
    )${tableOptions}`,
    'create index call_tasks_open on call_tasks (province, state, created_at)',
    'create index call_tasks_demand on call_tasks (demand_id)',
  ];
}
