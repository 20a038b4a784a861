import { Suspense, useEffect, useRef, useState } from 'react';
import { Link, Redirect, Route, Switch, useLocation } from 'wouter';
import { MENU, type MenuRow } from './menu.js';
import { EmptyState } from './parts/empty-state.js';
import { Loading } from './parts/loading.js';
import { PageHeader } from './parts/page-header.js';
import { type Session, useSession } from './session.js';
import { texts } from './texts.js';
import { TopBar } from './top-bar.js';

/** The frame of every page behind the sign-in: header, menu and the page itself. */
export function Shell() {
  const session = useSession();
  const [location] = useLocation();
  const [isOpen, setOpen] = useState(false);
  const main = useRef<HTMLElement>(null);
  const open = MENU.filter((row) => mayOpen(session, row));
  const [home] = open.filter(({ inMenu }) => inMenu);
  // The menu of a phone goes away with the choice, and the keyboard goes on in the new page.
  useEffect(() => {
    setOpen(false);
    if (location !== '/') main.current?.focus({ preventScroll: true });
  }, [location]);
  return (
    <div className="shell">
      <a className="skip" href="#main">
        {texts.skip}
      </a>
      <TopBar isMenuOpen={isOpen} onMenu={() => setOpen(!isOpen)} />
      <div className="below">
        <SideMenu rows={open.filter(({ inMenu }) => inMenu)} location={location} isOpen={isOpen} />
        {isOpen && (
          <button
            type="button"
            className="veil"
            aria-label={texts.closeMenu}
            onClick={() => setOpen(false)}
          />
        )}
        <main id="main" className="page" tabIndex={-1} ref={main}>
          <Suspense fallback={<Loading lines={6} />}>
            <Switch>
              {open.map(({ path, component }) => (
                <Route key={path} path={path} component={component} />
              ))}
              <Route path="/">
                {home === undefined ? <NotFound /> : <Redirect to={home.path} replace />}
              </Route>
              <Route>
                <NotFound />
              </Route>
            </Switch>
          </Suspense>
        </main>
      </div>
    </div>
  );
}

function mayOpen(session: Session, { action }: MenuRow): boolean {
  return action === null || session.can(action);
}

interface SideMenuProps {
  readonly rows: readonly MenuRow[];
  readonly location: string;
  readonly isOpen: boolean;
}

function SideMenu({ rows, location, isOpen }: SideMenuProps) {
  return (
    <nav id="menu" className={isOpen ? 'menu menu-open' : 'menu'} aria-label={texts.menu}>
      <ul>
        {rows.map(({ path, title }) => {
          const isHere = location === path || location.startsWith(`${path}/`);
          return (
            <li key={path}>
              <Link href={path} aria-current={isHere ? 'page' : undefined}>
                {title}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

function NotFound() {
  return (
    <>
      <PageHeader title={texts.notFound.title} />
      <EmptyState title={texts.notFound.title} hint={texts.notFound.hint}>
        <Link href="/">{texts.notFound.action}</Link>
      </EmptyState>
    </>
  );
}
