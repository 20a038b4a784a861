import { deliveryOf } from '../../../../src/delivery/delivery-state.js';
import type { Demand } from '../../../../src/demand/demand.js';
import { DEADLINE_NAMES } from '../../../../src/demand/events.js';
import { withoutPhones } from '../../../../src/demand/phone.js';
import { PRECISION_SLOTS } from '../../../../src/demand/profile.js';
import { DEADLINE_NAME, EVENT_NAME, KIND_NAME, SLOT_NAME, STATE_NAME } from '../../../../src/demand/texts.js';
import { consoleEvents, dueView } from '../../../../src/demand/view.js';
import { type Actor, authorize } from '../../../../src/directory/authorize.js';
import { DOMAINS } from '../../../../src/domains.js';
import { fileSubject } from '../../../../src/files/subject.js';
import * as caseDrafts from '../../../../src/storage/case-drafts.js';
import * as demandEvents from '../../../../src/storage/demand-events.js';
import * as demandNotes from '../../../../src/storage/demand-notes.js';
import * as demands from '../../../../src/storage/demands.js';
import * as files from '../../../../src/storage/files.js';
import type { Executor } from '../../../../src/storage/storage.js';
import type { DemandShape } from '../../demand-shapes.js';
import { maskedPhone, regionName } from '../names.js';
import type { DemandDeps } from './deps.js';
import { namesOf } from './people-names.js';
import { demandApiTexts } from './texts.js';
import { fileShape, timelineOf } from './timeline/timeline.js';

interface Reader {
  readonly actor: Actor;
  readonly now: string;
  readonly deps: DemandDeps;
}

/** Everything that a demand's page shows but the transcript, for a reader whom `demand.work` let in. */
export async function demandShape(
  db: Executor,
  demand: Demand,
  { actor, now, deps }: Reader,
): Promise<DemandShape> {
  const events = await demandEvents.list(db, demand.id);
  const notes = authorize(actor, 'demand.note', demand) ? await demandNotes.list(db, demand.id) : [];
  const deliveries = await deliveryOf(db, demand.id, now);
  const attached = await filesOf(db, demand);
  const ids = [
    ...events.flatMap(({ actor: by, data }) => [
      by,
      typeof data.assigneeId === 'string' ? data.assigneeId : null,
    ]),
    ...notes.map(({ author }) => author),
    ...deliveries.map(({ personId }) => personId),
    demand.coordinatorId,
    demand.assigneeId,
  ];
  const names = await namesOf(db, ids);
  return {
    ...headOf(demand, { actor, now, deps }),
    coordinator: names(demand.coordinatorId),
    assignee: names(demand.assigneeId),
    offered: demand.profile.offered.map(({ recordId, edition, title }) => ({
      title,
      path: `/records/${encodeURIComponent(recordId)}?edition=${encodeURIComponent(edition)}`,
    })),
    referral: await referralOf(db, demand),
    files: attached.map(fileShape),
    timeline: timelineOf(events, { names, files: attached, deliveries }),
    notes: notes.map(({ id, author, body, createdAt }) => ({
      id,
      author: names(author) ?? demandApiTexts.unknownPerson,
      body,
      at: createdAt,
    })),
    openCalls: deliveries.flatMap(({ callTask }) =>
      callTask?.state === 'open' ? [{ id: callTask.id, version: callTask.version }] : [],
    ),
    hasCase: (await caseDrafts.find(db, demand.id)) !== null && authorize(actor, 'case.edit', demand),
    isErased: await demands.isErased(db, demand.id),
  };
}

/** What follows from the demand and its reader alone. */
function headOf(demand: Demand, { actor, now, deps }: Reader) {
  const { profile, clock, outcome } = demand;
  return {
    id: demand.id,
    receipt: demand.receipt ?? '',
    kind: demand.kind,
    kindName: KIND_NAME[demand.kind],
    state: demand.state,
    stateName: STATE_NAME[demand.state],
    version: demand.version,
    due: dueView(demand, now, deps.calendar),
    deadlines: DEADLINE_NAMES.flatMap((name) => {
      const stage = clock.stages[name];
      if (stage === undefined) return [];
      const { dueAt, metAt } = stage;
      return [
        { name: DEADLINE_NAME[name], dueAt, metAt, isOverdue: dueAt <= (metAt ?? clock.endedAt ?? now) },
      ];
    }),
    provinceName: regionName(demand.province ?? ''),
    placeName: regionName(profile.region ?? ''),
    domain: profile.domain === null ? null : DOMAINS[profile.domain],
    industries: profile.industries,
    pollutants: [...profile.pollutants, ...profile.processes],
    figures: profile.figures,
    slots: PRECISION_SLOTS.map((slot) => ({
      name: SLOT_NAME[slot],
      text: spoken(profile[slot]),
      isUnknown: profile.unknown.includes(slot),
    })),
    shortfall: spoken(profile.shortfall),
    maskedPhone: maskedPhone(demand.phone),
    isPhoneShared: demand.phoneShared,
    maySeePhone: demand.phone !== null && authorize(actor, 'demand.contact', demand),
    round: demand.round,
    rating: outcome.rating,
    ratingComment: spoken(outcome.comment),
    urgedAt: demand.urgedAt,
    mayNote: authorize(actor, 'demand.note', demand),
    mayAudit: authorize(actor, 'audit.read', demand),
    mayErase: authorize(actor, 'demand.erase', demand),
    actions: consoleEvents(actor, demand).map((event) => ({ event, name: EVENT_NAME[event] })),
    casePath: demand.caseRecordId === null ? null : `/records/${encodeURIComponent(demand.caseRecordId)}`,
  };
}

/** What the asker said: their number is shown by a route of its own, which writes down who looked. */
function spoken(text: string | null): string | null {
  return text === null ? null : withoutPhones(text);
}

/** The demand's own files, and those of its consultation. */
async function filesOf(db: Executor, demand: Demand): Promise<files.FileRow[]> {
  const own = await files.listBySubject(db, fileSubject('demand', demand.id));
  if (demand.consultationId === null) return own;
  return [...(await files.listBySubject(db, fileSubject('consultation', demand.consultationId))), ...own];
}

async function referralOf(db: Executor, { profile: { referral } }: Demand): Promise<DemandShape['referral']> {
  if (referral === null) return null;
  const ids = [...referral.experts, ...(referral.backup === null ? [] : [referral.backup])];
  const rows =
    ids.length === 0
      ? []
      : await db
          .selectFrom('editions')
          .select(['record_id as id', 'title'])
          .where('record_id', 'in', ids)
          .where('status', '=', 'published')
          .execute();
  const titles = new Map(rows.map(({ id, title }) => [id, title]));
  const nameOf = (id: string) => titles.get(id) ?? id;
  return {
    experts: referral.experts.map(nameOf),
    backup: referral.backup === null ? null : nameOf(referral.backup),
    mode: referral.mode,
    date: referral.date,
  };
}
