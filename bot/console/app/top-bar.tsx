import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import { ApiProblem, api, BASE } from './client.js';
import { BellIcon, MenuIcon, PersonIcon } from './parts/icons.js';
import { useSession } from './session.js';
import { roleName, texts } from './texts.js';

interface TopBarProps {
  readonly isMenuOpen: boolean;
  readonly onMenu: () => void;
}

/** Product, who is signed in as what, notices and the person's own menu. */
export function TopBar({ isMenuOpen, onMenu }: TopBarProps) {
  const { me } = useSession();
  const standing = me.grants.map((grant) => `${grant.provinceName} · ${roleName(grant.role)}`);
  return (
    <header className="top">
      <button
        type="button"
        className="top-button top-menu"
        aria-label={isMenuOpen ? texts.closeMenu : texts.openMenu}
        aria-expanded={isMenuOpen}
        aria-controls="menu"
        onClick={onMenu}
      >
        <MenuIcon />
      </button>
      <Link className="top-brand" href="/">
        <span className="brand-mark" aria-hidden="true" />
        <strong>{texts.product}</strong>
        <span>{texts.console}</span>
      </Link>
      <p className="top-standing" title={standing.join(texts.comma)}>
        {standing.join(texts.comma)}
      </p>
      <Drop label={texts.notices} face={<BellIcon />}>
        <p className="drop-words">{texts.noNotices}</p>
      </Drop>
      <Drop
        label={texts.userMenu(me.person.name)}
        face={
          <>
            <PersonIcon />
            <span className="top-name">{me.person.name}</span>
          </>
        }
      >
        <p className="drop-words">
          <strong>{me.person.name}</strong>
          {standing.map((each) => (
            <span key={each}>{each}</span>
          ))}
        </p>
        <Link href="/account">{texts.account.title}</Link>
        <SignOut />
      </Drop>
    </header>
  );
}

function SignOut() {
  const [problem, setProblem] = useState('');
  const signOut = async () => {
    try {
      await api('DELETE', '/session');
      window.location.assign(BASE);
    } catch (error) {
      if (error instanceof ApiProblem) setProblem(texts.signOutFailed);
    }
  };
  return (
    <>
      <button type="button" onClick={signOut}>
        {texts.signOut}
      </button>
      {problem !== '' && (
        <p className="drop-words" role="alert">
          {problem}
        </p>
      )}
    </>
  );
}

interface DropProps {
  readonly label: string;
  readonly face: ReactNode;
  readonly children: ReactNode;
}

/** A button of the header with a small panel under it; Escape, a choice or a click elsewhere closes it. */
function Drop({ label, face, children }: DropProps) {
  const [isOpen, setOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!isOpen) return;
    const onPointer = ({ target }: PointerEvent) => {
      if (!(target instanceof Node && place.current?.contains(target))) setOpen(false);
    };
    const onKey = ({ key }: KeyboardEvent) => {
      if (key !== 'Escape') return;
      setOpen(false);
      place.current?.querySelector('button')?.focus();
    };
    document.addEventListener('pointerdown', onPointer);
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('pointerdown', onPointer);
      document.removeEventListener('keydown', onKey);
    };
  }, [isOpen]);
  return (
    <div className="drop" ref={place}>
      <button
        type="button"
        className="top-button"
        aria-label={label}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {face}
      </button>
      {isOpen && (
        <section className="drop-panel" aria-label={label}>
          {children}
        </section>
      )}
    </div>
  );
}
