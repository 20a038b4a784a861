import { type ReactNode, useEffect, useId, useState } from 'react';
import Dialog from 'tdesign-react/es/dialog';
import { texts } from '../texts.js';

interface ModalProps {
  readonly title: string;
  readonly onClose: () => void;
  /** Buttons; none for a dialog that cannot be left. */
  readonly footer?: ReactNode;
  readonly canClose?: boolean;
  readonly width?: string;
  readonly children: ReactNode;
}

/**
 * A dialog over the page. TDesign's has no role and does not hold the focus, so both are given here; it goes back to
 * where it was when the dialog closes.
 */
export function Modal({ title, onClose, footer, canClose = true, width = '520px', children }: ModalProps) {
  const id = useId();
  // TDesign mounts it a moment later than this.
  const [body, setBody] = useState<HTMLDivElement | null>(null);
  const [opener] = useState(() => document.activeElement);
  useEffect(() => {
    if (body === null) return;
    const card = body.closest<HTMLElement>('.t-dialog') ?? body;
    const attributes = { role: 'dialog', 'aria-modal': 'true', 'aria-labelledby': id };
    for (const [name, value] of Object.entries(attributes)) card.setAttribute(name, value);
    const keep = (event: KeyboardEvent) => keepFocus(card, event);
    document.addEventListener('keydown', keep);
    focusable(body)[0]?.focus();
    return () => {
      document.removeEventListener('keydown', keep);
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, [id, body, opener]);
  return (
    <Dialog
      visible
      header={<h2 id={id}>{title}</h2>}
      width={`min(${width}, calc(100vw - 24px))`}
      placement="center"
      footer={footer === undefined ? false : footer}
      closeBtn={canClose && <CloseButton />}
      closeOnOverlayClick={false}
      closeOnEscKeydown={canClose}
      // It would write a style element, which the content security policy refuses.
      preventScrollThrough={false}
      onClose={onClose}
    >
      <div ref={setBody}>{children}</div>
    </Dialog>
  );
}

function CloseButton() {
  return (
    <button type="button" className="plain-button" aria-label={texts.form.close}>
      ✕
    </button>
  );
}

function focusable(inside: HTMLElement): HTMLElement[] {
  const all = inside.querySelectorAll<HTMLElement>(
    'a[href], button, input, textarea, select, [tabindex="0"]',
  );
  return [...all].filter((each) => !each.hasAttribute('disabled') && each.offsetParent !== null);
}

/** Tab goes round inside the dialog. */
function keepFocus(card: HTMLElement, event: KeyboardEvent): void {
  if (event.key !== 'Tab') return;
  const all = focusable(card);
  const [first] = all;
  const last = all.at(-1);
  const isInside = card.contains(document.activeElement);
  const edge = event.shiftKey ? first : last;
  if (isInside && document.activeElement !== edge) return;
  event.preventDefault();
  (event.shiftKey ? last : first)?.focus();
}
