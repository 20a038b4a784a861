import { useState } from 'react';
import type { RegionShape } from '../../shapes.js';
import { texts } from '../texts.js';
import { Choice } from './choice.js';
import { Field } from './field.js';
import { useLoaded } from './loaded.js';

interface RegionPickerProps {
  /** Called with a GB/T 2260 code, empty when none is chosen. */
  readonly onChange: (code: string) => void;
  readonly fault?: string | undefined;
  /** Only where the person may give roles. */
  readonly grantable?: boolean;
}

interface RegionList {
  readonly regions: readonly RegionShape[];
}

const LEVELS = texts.region.levels;

/**
 * A region, level by level: each level is offered once the one above it is chosen, and any may be the last. (TDesign's
 * cascader can be used neither by keyboard nor by a screen reader.)
 */
export function RegionPicker({ onChange, fault, grantable = false }: RegionPickerProps) {
  const [chosen, setChosen] = useState<readonly RegionShape[]>([]);
  const choose = (depth: number, region: RegionShape | undefined) => {
    const path = [...chosen.slice(0, depth), ...(region === undefined ? [] : [region])];
    setChosen(path);
    onChange(path.at(-1)?.code ?? '');
  };
  const parents = [null, ...chosen.filter(({ hasChildren }) => hasChildren)].slice(0, LEVELS.length);
  return (
    <fieldset className="levels">
      <legend>
        {texts.people.region}
        <span className="field-needed">{texts.form.needed}</span>
      </legend>
      {parents.map((parent, depth) => (
        <Level
          key={parent?.code ?? ''}
          label={LEVELS[depth] ?? ''}
          path={parent === null ? rootPath(grantable) : `/regions?parent=${parent.code}`}
          value={chosen[depth]?.code ?? ''}
          fault={depth === 0 ? fault : undefined}
          onChoose={(region) => choose(depth, region)}
        />
      ))}
    </fieldset>
  );
}

function rootPath(grantable: boolean): string {
  return grantable ? '/regions?grantable=1' : '/regions';
}

interface LevelProps {
  readonly label: string;
  readonly path: string;
  readonly value: string;
  readonly fault?: string | undefined;
  readonly onChoose: (region: RegionShape | undefined) => void;
}

function Level({ label, path, value, fault, onChoose }: LevelProps) {
  const { data } = useLoaded<RegionList>(path);
  const regions = data?.regions ?? [];
  return (
    <Field label={label} hideLabel fault={fault}>
      <Choice
        value={value}
        options={regions.map(({ code, name }) => ({ value: code, label: name }))}
        placeholder={label}
        clearable
        onChange={(code) => onChoose(regions.find((each) => each.code === code))}
      />
    </Field>
  );
}

interface ProvinceChoiceProps {
  readonly value: string;
  readonly placeholder: string;
  readonly onChange: (code: string) => void;
}

/** One province, as a filter. */
export function ProvinceChoice({ value, placeholder, onChange }: ProvinceChoiceProps) {
  const { data } = useLoaded<RegionList>('/regions');
  const options = (data?.regions ?? []).map(({ code, name }) => ({ value: code, label: name }));
  return <Choice value={value} options={options} placeholder={placeholder} clearable onChange={onChange} />;
}
