import Checkbox from 'tdesign-react/es/checkbox';
import Input from 'tdesign-react/es/input';
import type { QueueShape } from '../../../demand-shapes.js';
import { Choice } from '../../parts/choice.js';
import { Field } from '../../parts/field.js';
import { DOMAIN_OPTIONS, KINDS, STATES } from './codes/texts.js';
import { demandTexts } from './texts.js';

const words = demandTexts.queue;

export const NO_FILTER = { text: '', state: '', kind: '', province: '', domain: '', overdue: '' };
export type QueueFilter = typeof NO_FILTER;

interface QueueFiltersProps {
  readonly filter: QueueFilter;
  readonly provinces: QueueShape['provinces'];
  readonly onChange: (part: Partial<QueueFilter>) => void;
}

/** What the list is cut down to. */
export function QueueFilters({ filter, provinces, onChange }: QueueFiltersProps) {
  return (
    <search className="queue-filters">
      <div className="queue-search">
        <Field label={words.search} hideLabel>
          <Input
            value={filter.text}
            onChange={(text) => onChange({ text })}
            placeholder={words.searchHint}
            clearable
          />
        </Field>
      </div>
      <Field label={words.state} hideLabel>
        <Choice
          value={filter.state}
          options={STATES}
          placeholder={words.allStates}
          clearable
          onChange={(state) => onChange({ state })}
        />
      </Field>
      <Field label={words.kind} hideLabel>
        <Choice
          value={filter.kind}
          options={KINDS}
          placeholder={words.allKinds}
          clearable
          onChange={(kind) => onChange({ kind })}
        />
      </Field>
      <Field label={words.domain} hideLabel>
        <Choice
          value={filter.domain}
          options={DOMAIN_OPTIONS}
          placeholder={words.allDomains}
          clearable
          onChange={(domain) => onChange({ domain })}
        />
      </Field>
      {provinces.length > 1 && (
        <Field label={words.province} hideLabel>
          <Choice
            value={filter.province}
            options={provinces.map(({ code, name }) => ({ value: code, label: name }))}
            placeholder={words.allProvinces}
            clearable
            onChange={(province) => onChange({ province })}
          />
        </Field>
      )}
      <Checkbox checked={filter.overdue === '1'} onChange={(only) => onChange({ overdue: only ? '1' : '' })}>
        {words.overdueOnly}
      </Checkbox>
    </search>
  );
}
