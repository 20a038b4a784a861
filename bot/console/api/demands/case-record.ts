import { contentHash } from '../../../../knowledge/records/content-hash.js';
import { parseRecord } from '../../../../knowledge/records/schema.js';
import { chinaDate } from '../../../../src/clock.js';
import type { CaseContent } from '../../../../src/demand/case/case-draft.js';
import { caseTexts } from '../../../../src/demand/case/texts.js';
import type { Demand } from '../../../../src/demand/demand.js';

/** A case as an edition of a record; null where its content is none. The receipt number is all that leads back. */
export function caseEdition(demand: Demand, content: CaseContent, now: string) {
  const { problem, measure, year, ...rest } = content;
  const parsed = parseRecord({
    ...rest,
    results: rest.results.filter((line) => line !== ''),
    cost: rest.cost.filter((line) => line !== ''),
    id: `case-${demand.province ?? ''}-${(demand.receipt ?? '').replace(/^\D+/, '')}`,
    kind: 'case',
    process: caseTexts.process(problem, measure),
    year: year === '' ? null : year,
    providers: [],
    authorUnits: [],
    technologies: [],
    evidence: caseTexts.evidence,
    source: {
      title: caseTexts.sourceTitle(demand.receipt ?? ''),
      date: chinaDate(new Date(now)),
      kind: caseTexts.sourceKind,
      grade: 'B',
    },
  });
  if (!parsed.ok) return null;
  const { record } = parsed;
  return {
    id: record.id,
    kind: record.kind,
    title: record.title,
    contentHash: contentHash(record),
    status: 'published',
    visibility: 'public',
    region: demand.province,
    content: record,
    sourceFile: `demand:${demand.id}`,
    importedAt: now,
    validUntil: null,
  } as const;
}
