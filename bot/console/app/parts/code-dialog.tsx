import { useEffect, useState } from 'react';
import Button from 'tdesign-react/es/button';
import type { CodeShape } from '../../shapes.js';
import { texts } from '../texts.js';
import { Copyable } from './copyable.js';
import { Modal } from './modal.js';

interface CodeDialogProps {
  readonly code: CodeShape;
  readonly onAgain: () => void;
  readonly onClose: () => void;
}

/** A binding code with the time it has left and how to use it. */
export function CodeDialog({ code, onAgain, onClose }: CodeDialogProps) {
  const left = useSecondsLeft(code);
  const readable = `${code.code.slice(0, 4)} ${code.code.slice(4)}`;
  return (
    <Modal title={texts.code.title} onClose={onClose}>
      <div className="stack">
        {left > 0 ? (
          <>
            <p className="big-code">{readable}</p>
            <p className="soft center" role="timer">
              {texts.code.left(Math.floor(left / 60), left % 60)}
            </p>
            <ol className="steps">
              {texts.code.steps.map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ol>
            <Copyable text={texts.code.example(code.code)} label={texts.code.title} />
            <p className="soft">{texts.code.once}</p>
          </>
        ) : (
          <>
            <p>{texts.code.over}</p>
            <Button onClick={onAgain}>{texts.code.again}</Button>
          </>
        )}
      </div>
    </Modal>
  );
}

/** Counts down from when the code arrived: this machine's clock may be wrong, but not by much in minutes. */
function useSecondsLeft({ code, lifeSeconds }: CodeShape): number {
  const [left, setLeft] = useState({ code, seconds: lifeSeconds });
  useEffect(() => {
    const end = performance.now() + lifeSeconds * 1000;
    const update = () => setLeft({ code, seconds: Math.max(0, Math.ceil((end - performance.now()) / 1000)) });
    update();
    const timer = setInterval(update, 1000);
    return () => clearInterval(timer);
  }, [code, lifeSeconds]);
  return left.code === code ? left.seconds : lifeSeconds;
}
