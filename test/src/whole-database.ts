import type { Insertable } from 'kysely';
import * as audit from '../../src/audit/audit.js';
import type { Storage, Tables } from '../../src/storage/storage.js';
import { TABLE_KEYS } from '../../src/storage/table-keys.js';
import { at, range } from './contract/rows.js';

/** Text that a careless writer, reader or sorter of lines would change. */
export const AWKWARD = `引号"'\\ 行\u2028段\u2029\n\r\t末尾 😀 é é ﷽`;

type Rows = { readonly [T in keyof Tables]: readonly Insertable<Tables[T]>[] };

const NO_CLAIM = { claim_owner: null, claim_expires_at: null };
const PEOPLE = ['p-expert', 'p-coordinator', 'p-asker'];

/** At least one row of every table, the type sees to that, and of some more than a page. */
function rows(): Rows {
  const now = at(0);
  return {
    // Filled by opening the database.
    regions: [],
    data_versions: [],
    // Filled by the audit itself below.
    audit_heads: [],
    audit_events: [],
    audit_payloads: [],
    organisations: [
      { id: 'o1', kind: 'enterprise', name: AWKWARD, version: 1, created_at: now, updated_at: now },
    ],
    people: PEOPLE.map((id) => ({ id, name: AWKWARD, version: 1, created_at: now, updated_at: now })),
    channel_accounts: [
      { id: 'web', kind: 'directline', name: '网页', settings: '{}', enabled: 1, created_at: now },
    ],
    chat_identities: [
      {
        id: 'i1',
        channel_account_id: 'web',
        vendor_user_id: 'u1',
        person_id: 'p-asker',
        declared_role: 'enterprise',
        declared_province: '330000',
        created_at: now,
        last_seen_at: now,
      },
    ],
    memberships: [
      { id: 'm1', person_id: 'p-expert', role: 'expert', region: '330000', created_at: now },
      {
        id: 'm2',
        person_id: 'p-asker',
        organisation_id: 'o1',
        role: 'enterprise',
        region: '330000',
        created_at: now,
      },
    ],
    consents: [{ id: 'c1', person_id: 'p-asker', purpose: 'file', text_version: '1', given_at: now }],
    binding_codes: [
      {
        id: 'b1',
        code_digest: 'd',
        purpose: 'bind',
        person_id: 'p-expert',
        created_by: 'p-coordinator',
        attempts: 0,
        created_at: now,
        expires_at: at(9),
      },
    ],
    sessions: [
      {
        id: 's1',
        kind: 'page',
        chat_identity_id: 'i1',
        data: '{}',
        created_at: now,
        last_seen_at: now,
        expires_at: at(9),
      },
    ],
    accounts: [
      {
        person_id: 'p-coordinator',
        login: 'anna',
        password_hash: '$argon2id$…',
        failed_attempts: 0,
        must_change: 0,
        created_at: now,
        updated_at: now,
      },
    ],
    expert_profiles: [{ person_id: 'p-expert', load_limit: 3, recusals: '[]', version: 1, updated_at: now }],
    province_settings: [
      { province: '330000', settings: '{}', version: 1, updated_by: 'p-coordinator', updated_at: now },
    ],
    records: range(1, 3).map((n) => ({
      id: `r${n}`,
      kind: 'technology',
      latest_edition: 150,
      created_at: now,
      updated_at: now,
    })),
    editions: range(1, 3).flatMap((n) =>
      range(1, 150).map((edition) => ({
        record_id: `r${n}`,
        edition,
        kind: 'technology',
        title: '沸石转轮',
        content_hash: 'h',
        status: 'superseded' as const,
        visibility: 'public' as const,
        content: JSON.stringify({ text: AWKWARD }),
        source_file: 'f',
        imported_at: now,
      })),
    ),
    receipts: [{ province: '330000', year: 2026, next_number: 13 }],
    files: [],
    conversations: [
      {
        id: 'c1',
        channel_account_id: 'web',
        vendor_conversation_id: 'v1',
        reference: '{}',
        next_sequence: 402,
        next_delivery: 2,
        window_count: 0,
        quota_count: 0,
        created_at: now,
      },
    ],
    activities: range(1, 401).map((seq) => ({
      // Not in the order of their numbers, and some above the plane that UTF-16 sorts otherwise.
      id: `${['a', 'B', 'é', '\uffee', '😀'][seq % 5]}${seq}`,
      conversation_id: 'c1',
      seq,
      direction: 'in' as const,
      asker: 'u1',
      activity: JSON.stringify({ type: 'message', text: AWKWARD }),
      created_at: at(seq),
    })),
    inbox: [
      {
        id: 'in1',
        channel_account_id: 'web',
        conversation_id: 'c1',
        asker: 'u1',
        kind: 'message',
        vendor_id: 'v',
        raw: AWKWARD,
        state: 'pending',
        attempts: 0,
        not_before: now,
        received_at: now,
      },
    ],
    outbox: [
      {
        id: 'out1',
        idempotency_key: 'k1',
        channel_account_id: 'web',
        conversation_id: 'c1',
        position: 1,
        activity: '{}',
        priority: 0,
        state: 'pending',
        attempts: 0,
        not_before: now,
        created_at: now,
      },
    ],
    leases: [{ key: 'turn:c1:u1', owner: 'w', fence: 7, expires_at: '' }],
    timers: [
      {
        id: 't1',
        kind: 'accept',
        subject: 'demand:d1',
        payload: '{}',
        state: 'pending',
        due_at: at(9),
        fence: 0,
        created_at: now,
        ...NO_CLAIM,
      },
    ],
    jobs: [
      {
        id: 'j1',
        kind: 'k',
        payload: '{}',
        state: 'done',
        due_at: now,
        fence: 0,
        attempts: 1,
        created_at: now,
      },
    ],
    consultations: [
      {
        id: 'k1',
        conversation_id: 'c1',
        asker: 'u1',
        person_id: 'p-asker',
        province: '330000',
        state: 'escalated',
        profile: '{}',
        version: 2,
        opened_at: now,
        updated_at: now,
      },
    ],
    turns: [
      {
        id: 'tu1',
        consultation_id: 'k1',
        number: 1,
        inbox_id: 'in1',
        result: '{}',
        editions: '[]',
        manifest: 'm',
        created_at: now,
      },
    ],
    demands: [
      {
        id: 'd1',
        receipt: '浙-2026-00012',
        kind: 'demand',
        province: '330000',
        state: 'submitted',
        version: 3,
        profile: JSON.stringify({ text: AWKWARD }),
        consultation_id: 'k1',
        conversation_id: 'c1',
        asker: 'u1',
        person_id: 'p-asker',
        phone_shared: 1,
        round: 1,
        ask_backs: 0,
        clock: '{}',
        outcome: '{}',
        created_at: now,
        filed_at: now,
        updated_at: now,
      },
    ],
    demand_events: range(1, 3).map((position) => ({
      demand_id: 'd1',
      position,
      event: 'amend',
      from_state: 'draft',
      to_state: 'draft',
      round: 1,
      actor: 'asker',
      actor_role: 'asker',
      at: at(position),
      data: '{}',
    })),
    demand_notes: [{ id: 'n1', demand_id: 'd1', author: 'p-coordinator', body: AWKWARD, created_at: now }],
    case_drafts: [
      { demand_id: 'd1', content: '{}', version: 1, updated_by: 'p-coordinator', updated_at: now },
    ],
    notices: [
      {
        id: 'no1',
        demand_id: 'd1',
        position: 3,
        kind: 'filed',
        audience: 'asker',
        conversation_id: 'c1',
        asker: 'u1',
        payload: '{}',
        urgent: 0,
        state: 'pending',
        not_before: now,
        attempts: 0,
        outbox_id: 'out1',
        created_at: now,
      },
    ],
    text_messages: [
      {
        id: 'x1',
        notice_id: 'no1',
        demand_id: 'd1',
        state: 'pending',
        attempts: 0,
        not_before: now,
        created_at: now,
      },
    ],
    call_tasks: [
      {
        id: 'ct1',
        demand_id: 'd1',
        notice_id: 'no1',
        province: '330000',
        reason: 'no_phone',
        state: 'open',
        version: 1,
        created_at: now,
      },
    ],
  };
}

/** Fills an open, empty database with something of everything, and with rows for these contents of files. */
export async function fillWholeDatabase(storage: Storage, hashes: readonly string[]): Promise<void> {
  const files = hashes.map((hash, index) => ({
    id: `f${index}`,
    hash,
    name: '监测报告.pdf',
    media_type: 'application/pdf',
    size: 3,
    subject: 'demand:d1',
    visibility: 'subject' as const,
    added_by: 'p-asker',
    created_at: at(0),
  }));
  const all: Rows = { ...rows(), files };
  await storage.write(async (tx) => {
    for (const name of Object.keys(TABLE_KEYS) as (keyof Tables)[]) {
      const table = all[name] as readonly Insertable<Tables['people']>[];
      if (table.length > 0)
        await tx
          .insertInto(name as 'people')
          .values(table)
          .execute();
    }
    for (const subject of ['consultation:k1', 'demand:d1']) {
      for (const index of range(1, 4)) {
        const event = { subject, actor: 'asker', action: 'turn', now: at(index) };
        await audit.append(tx, { ...event, payload: { text: AWKWARD, index } });
      }
    }
    // Erased payloads leave a chain whole.
    await tx.deleteFrom('audit_payloads').where('position', '=', 2).execute();
  });
}
