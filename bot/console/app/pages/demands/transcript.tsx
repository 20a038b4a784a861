import { useState } from 'react';
import Button from 'tdesign-react/es/button';
import type { TranscriptShape } from '../../../demand-shapes.js';
import { Loaded, useLoaded } from '../../parts/loaded.js';
import { Panel } from '../../parts/panel.js';
import { minute } from '../../times.js';
import { demandTexts } from './texts.js';

const words = demandTexts.demand;

/** What was said before the demand was filed; read only when somebody wants to. */
export function Transcript({ id }: { readonly id: string }) {
  const [isOpen, setOpen] = useState(false);
  const { data, problem, retry } = useLoaded<TranscriptShape>(isOpen ? `/demands/${id}/transcript` : null);
  return (
    <Panel
      title={words.transcript}
      action={
        <Button variant="outline" onClick={() => setOpen(!isOpen)}>
          {isOpen ? words.hideTranscript : words.showTranscript}
        </Button>
      }
    >
      {isOpen && (
        <Loaded data={data} problem={problem} retry={retry} lines={4}>
          {({ messages }) =>
            messages.length === 0 ? (
              <p className="soft">{words.transcriptNone}</p>
            ) : (
              <ol className="talk">
                {messages.map(({ id: message, isAsker, text, at }) => (
                  <li key={message} className={isAsker ? 'said said-asker' : 'said'}>
                    <p className="soft small">
                      {isAsker ? words.asker : words.assistant} · {minute(at)}
                    </p>
                    <p className="words">{text}</p>
                  </li>
                ))}
              </ol>
            )
          }
        </Loaded>
      )}
    </Panel>
  );
}
