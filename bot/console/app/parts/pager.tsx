import Button from 'tdesign-react/es/button';
import { texts } from '../texts.js';

interface PagerProps {
  readonly page: number;
  readonly pageSize: number;
  readonly total: number;
  readonly onPage: (page: number) => void;
}

/** Pages of a list; nothing where all of it is on one. */
export function Pager({ page, pageSize, total, onPage }: PagerProps) {
  const pages = Math.max(1, Math.ceil(total / pageSize));
  if (pages === 1) return null;
  return (
    <nav className="pager" aria-label={texts.people.page(page, pages)}>
      <Button variant="outline" disabled={page <= 1} onClick={() => onPage(page - 1)}>
        {texts.people.previous}
      </Button>
      <span>{texts.people.page(page, pages)}</span>
      <Button variant="outline" disabled={page >= pages} onClick={() => onPage(page + 1)}>
        {texts.people.next}
      </Button>
    </nav>
  );
}
