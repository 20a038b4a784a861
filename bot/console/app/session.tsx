import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import useSWR from 'swr';
import type { MeShape } from '../shapes.js';
import { type ApiProblem, load, onSignedOut, onStaleCsrf, setCsrf } from './client.js';

export interface Session {
  readonly me: MeShape;
  /** Whether an action of `authorize` is open to the person somewhere. */
  can(action: string): boolean;
  /** Asks again who is signed in. */
  renew(): Promise<void>;
}

const SessionContext = createContext<Session | null>(null);

/** Who is signed in; only below a SessionGate that let somebody in. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('outside of a session');
  return session;
}

interface GateProps {
  /** Shown until the first answer. */
  readonly waiting: ReactNode;
  /** Shown where nobody is signed in; `renew` after a sign-in. */
  signIn(renew: () => Promise<void>): ReactNode;
  /** Laid over the page when the session ends under somebody's hands, so that nothing typed is lost. */
  signInAgain(renew: () => Promise<void>): ReactNode;
  problem(problem: ApiProblem, retry: () => Promise<void>): ReactNode;
  readonly children: ReactNode;
}

/** Lets in who is signed in. */
export function SessionGate({ waiting, signIn, signInAgain, problem, children }: GateProps) {
  const { data, error, mutate } = useSWR<MeShape, ApiProblem>('/me', load, { shouldRetryOnError: false });
  const [isOver, setOver] = useState(false);
  const renew = async () => {
    const before = data?.person.id;
    const me = await mutate();
    // Somebody else signed in over the open page: nothing of the former person may stay.
    if (before !== undefined && me !== undefined && me.person.id !== before) window.location.reload();
    setOver(false);
  };
  useEffect(() => {
    onSignedOut(() => setOver(true));
    onStaleCsrf(async () => setCsrf((await mutate())?.csrf ?? ''));
  }, [mutate]);
  if (data !== undefined) {
    setCsrf(data.csrf);
    const session: Session = { me: data, can: (action) => data.actions.includes(action), renew };
    return (
      <SessionContext.Provider value={session}>
        {children}
        {isOver && signInAgain(renew)}
      </SessionContext.Provider>
    );
  }
  if (error === undefined) return waiting;
  return error.status === 401 ? signIn(renew) : problem(error, renew);
}
