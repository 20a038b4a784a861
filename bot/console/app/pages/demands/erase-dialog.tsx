import { api } from '../../client.js';
import { ConfirmDialog } from '../../parts/confirm-dialog.js';
import { sayDone } from '../../parts/toast.js';
import { demandTexts } from './texts.js';

const words = demandTexts.demand;

interface EraseDialogProps {
  /** Where the request to be forgotten is carried out. */
  readonly path: string;
  /** What will be gone. */
  readonly lead: string;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** 按本人要求删除个人信息, after a warning and with the reason. */
export function EraseDialog({ path, lead, onDone, onClose }: EraseDialogProps) {
  return (
    <ConfirmDialog
      title={words.eraseTitle}
      action={words.eraseAction}
      withReason
      danger
      onClose={onClose}
      onConfirm={async (reason) => {
        await api('POST', path, { reason });
        sayDone(words.erased);
        onDone();
      }}
    >
      <p>{lead}</p>
    </ConfirmDialog>
  );
}
