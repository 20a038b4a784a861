import { useState } from 'react';
import Button from 'tdesign-react/es/button';
import { texts } from '../texts.js';

/** Text to hand on, with a button that copies it. */
export function Copyable({ text, label }: { readonly text: string; readonly label: string }) {
  const [state, setState] = useState<'idle' | 'done' | 'failed'>('idle');
  const copy = () => {
    // Missing where the page came by plain http from another machine.
    const copied = navigator.clipboard?.writeText(text) ?? Promise.reject(new Error('no clipboard'));
    copied.then(
      () => setState('done'),
      () => setState('failed'),
    );
  };
  return (
    <div className="copyable">
      <output aria-label={label} className="copyable-text">
        {text}
      </output>
      <Button variant="outline" onClick={copy}>
        {state === 'done' ? texts.form.copied : texts.form.copy}
      </Button>
      {state === 'failed' && <p className="field-fault">{texts.form.copyFailed}</p>}
    </div>
  );
}
