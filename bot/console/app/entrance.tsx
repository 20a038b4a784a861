import Button from 'tdesign-react/es/button';
import { SignInForm, SignInPage } from './pages/sign-in.js';
import { Door } from './parts/door.js';
import { EmptyState } from './parts/empty-state.js';
import { Loading } from './parts/loading.js';
import { Modal } from './parts/modal.js';
import { SessionGate } from './session.js';
import { Shell } from './shell.js';
import { texts } from './texts.js';

/** Everything behind the sign-in. */
export function Entrance() {
  return (
    <SessionGate
      waiting={
        <Door>
          <Loading />
        </Door>
      }
      signIn={(renew) => <SignInPage onSignedIn={renew} />}
      signInAgain={(renew) => (
        <Modal title={texts.signIn.again} onClose={() => {}} canClose={false}>
          <div className="stack">
            <p>{texts.signIn.againLead}</p>
            <SignInForm onSignedIn={renew} />
          </div>
        </Modal>
      )}
      problem={(problem, retry) => (
        <Door>
          <EmptyState title={texts.problem.title} hint={problem.message}>
            <Button variant="outline" onClick={() => void retry()}>
              {texts.problem.retry}
            </Button>
          </EmptyState>
        </Door>
      )}
    >
      <Shell />
    </SessionGate>
  );
}
