import type { Demand } from '../../src/demand/demand.js';
import { maskPhone } from '../../src/demand/phone.js';
import { PRECISION_SLOTS } from '../../src/demand/profile.js';
import { regionName } from '../../src/region/names.js';
import { cardReply, line, lineSection, type Reply, type ReplyLine, type Tap } from '../cards/reply.js';
import type { FormField } from './button.js';
import type { FormPending } from './pending.js';
import { previewTexts as texts } from './texts.js';

/** The draft as it will be filed, with who will see what; each line can be changed, and one button files it. */
export function previewReply(demand: Demand, form: FormPending, notice: string | null = null): Reply {
  const sees = demand.kind === 'emergency' ? emergencySeen(form) : seenLines(demand, form);
  return cardReply({
    conclusion: notice ?? texts.title[demand.kind],
    sections: [
      lineSection(null, [...contentLines(demand), ...referralLines(demand), ...contactLines(demand, form)]),
      lineSection(texts.seenTitle, sees, 'good'),
    ],
    actions: [
      {
        kind: 'do',
        title: demand.kind === 'emergency' ? texts.fileEmergency : texts.file,
        value: { do: 'file', demandId: demand.id, version: demand.version },
      },
      { kind: 'do', title: texts.later, value: { do: 'later', demandId: demand.id } },
    ],
  });
}

function contentLines(demand: Demand): readonly ReplyLine[] {
  const { profile, province, kind, id } = demand;
  const slots = PRECISION_SLOTS.filter((slot) => kind === 'demand' || profile[slot] !== null);
  const figures = profile.figures.filter((figure) => profile.subject?.includes(figure) !== true);
  return [
    ...slots.map((slot) => changeable(id, slot, profile[slot] ?? texts.empty)),
    ...(figures.length > 0 ? [line(figures.join('、'), texts.figures)] : []),
    changeable(id, 'province', regionName(province)),
    ...(kind === 'demand' && profile.offered.length > 0
      ? [line(profile.offered.map(({ title }) => `《${title}》`).join(''), texts.offered)]
      : []),
  ];
}

function referralLines({ profile: { referral } }: Demand): readonly ReplyLine[] {
  if (referral === null) return [];
  const how = [referral.mode === null ? '' : texts.mode[referral.mode], referral.date ?? '']
    .filter((part) => part !== '')
    .join('，');
  return how === '' ? [] : [line(how, texts.how)];
}

function contactLines({ id, kind }: Demand, { phone, shared }: FormPending): readonly ReplyLine[] {
  if (kind === 'emergency' && phone === null) return [];
  const words = phone === null ? texts.noPhone : texts.phone(maskPhone(phone), shared === true);
  return [changeable(id, 'phone', words)];
}

function seenLines({ province }: Demand, { phone, shared }: FormPending): readonly ReplyLine[] {
  const { seen } = texts;
  return [
    line(seen.coordinator(regionName(province))),
    line(phone !== null && shared === true ? seen.assigneePhone : seen.assignee),
    line(seen.enforcement),
  ];
}

function emergencySeen({ phone }: FormPending): readonly ReplyLine[] {
  return [
    line(texts.emergencySeen),
    ...(phone === null ? [line(texts.emergencyPhone)] : []),
    line(texts.seen.enforcement),
  ];
}

function changeable(demandId: string, field: FormField, text: string): ReplyLine {
  const label = texts.labels[field];
  const tap: Tap = { kind: 'do', title: texts.changeWhat(label), value: { do: 'edit', demandId, field } };
  return { ...line(text, label), tap: { ...tap, word: texts.change } };
}
