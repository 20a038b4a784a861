import { useState } from 'react';
import Button from 'tdesign-react/es/button';
import Input from 'tdesign-react/es/input';
import type { ProvincesShape, SettingsShape } from '../../../desk-shapes.js';
import { api } from '../../client.js';
import { Choice } from '../../parts/choice.js';
import { Field } from '../../parts/field.js';
import { Loaded, useLoaded } from '../../parts/loaded.js';
import { PageHeader } from '../../parts/page-header.js';
import { Panel } from '../../parts/panel.js';
import { ProblemNote } from '../../parts/problem-note.js';
import { sayDone } from '../../parts/toast.js';
import { useSubmission } from '../../submit.js';
import { texts } from '../../texts.js';
import { demandTexts } from './texts.js';
import './demands.css';

const words = demandTexts.settings;

/** 时限设置: the terms of one province. */
export function SettingsPage() {
  const [chosen, setChosen] = useState('');
  const list = useLoaded<ProvincesShape>('/settings');
  const provinces = list.data?.provinces ?? [];
  const province = chosen === '' ? (provinces[0]?.code ?? '') : chosen;
  const { data, problem, retry } = useLoaded<SettingsShape>(province === '' ? null : `/settings/${province}`);
  return (
    <>
      <PageHeader title={words.title} lead={words.lead} />
      {provinces.length > 1 && (
        <div className="narrow province-choice">
          <Field label={words.province}>
            <Choice
              value={province}
              options={provinces.map(({ code, name }) => ({ value: code, label: name }))}
              placeholder={words.province}
              onChange={setChosen}
            />
          </Field>
        </div>
      )}
      <Loaded data={data} problem={problem ?? list.problem} retry={retry}>
        {(settings) => (
          <Form key={`${settings.province}:${settings.version}`} settings={settings} onSaved={retry} />
        )}
      </Loaded>
    </>
  );
}

interface FormProps {
  readonly settings: SettingsShape;
  readonly onSaved: () => void;
}

function Form({ settings, onSaved }: FormProps) {
  const [values, setValues] = useState<Readonly<Record<string, string>>>(
    Object.fromEntries(Object.entries(settings.settings).map(([name, value]) => [name, String(value)])),
  );
  const [duty, setDuty] = useState(settings.dutyCoordinatorId ?? '');
  const submission = useSubmission();
  const save = async () => {
    const numbers = Object.entries(values).map(([name, value]) => [name, Number(value)]);
    const body = {
      version: settings.version,
      settings: Object.fromEntries(numbers),
      dutyCoordinatorId: duty === '' ? null : duty,
    };
    const done = await submission.run(async () => {
      await api('PUT', `/settings/${settings.province}`, body);
    });
    if (!done) return;
    sayDone(words.saved);
    onSaved();
  };
  return (
    <Panel title={settings.provinceName}>
      <div className="stack">
        <ProblemNote problem={submission.problem} />
        <div className="settings-grid">
          {Object.entries(words.fields).map(([name, label]) => (
            <Field key={name} label={label} fault={submission.fault(`settings.${name}`)}>
              <Input
                value={values[name] ?? ''}
                onChange={(value) => setValues({ ...values, [name]: value })}
              />
            </Field>
          ))}
          <Field label={words.duty} fault={submission.fault('dutyCoordinatorId')}>
            <Choice
              value={duty}
              options={settings.coordinators.map(({ id, name }) => ({ value: id, label: name }))}
              placeholder={words.dutyNone}
              clearable
              onChange={setDuty}
            />
          </Field>
        </div>
        <div>
          <Button loading={submission.busy} onClick={() => void save()}>
            {texts.form.save}
          </Button>
        </div>
      </div>
    </Panel>
  );
}
