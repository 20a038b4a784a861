import { useState } from 'react';
import Button from 'tdesign-react/es/button';
import Input from 'tdesign-react/es/input';
import { Link } from 'wouter';
import type { ListedPersonShape, PeopleShape } from '../../shapes.js';
import { useLive } from '../live.js';
import { Choice } from '../parts/choice.js';
import { type Column, DataTable } from '../parts/data-table.js';
import { EmptyState } from '../parts/empty-state.js';
import { Field } from '../parts/field.js';
import { Loaded, useLoaded } from '../parts/loaded.js';
import { PageHeader } from '../parts/page-header.js';
import { Pager } from '../parts/pager.js';
import { ProvinceChoice } from '../parts/region-picker.js';
import { ROLE_OPTIONS } from '../parts/role-fields.js';
import { roleName, texts } from '../texts.js';
import { AddPerson } from './add-person.js';

const words = texts.people;

const NO_FILTER = { province: '', role: '', name: '' };
type Filter = typeof NO_FILTER;

const COLUMNS: readonly Column<ListedPersonShape>[] = [
  {
    key: 'name',
    title: words.name,
    isHead: true,
    render: ({ id, name }) => <Link href={`/people/${id}`}>{name}</Link>,
  },
  { key: 'roles', title: words.role, render: ({ roles }) => <Roles roles={roles} /> },
  {
    key: 'account',
    title: words.account,
    render: ({ hasAccount }) => <YesNo value={hasAccount} yes={words.has} no={words.hasNot} />,
  },
  {
    key: 'chat',
    title: words.chat,
    render: ({ hasChat }) => <YesNo value={hasChat} yes={words.bound} no={words.unbound} />,
  },
];

/** 人员与角色: the list. */
export function PeoplePage() {
  const [filter, setFilter] = useState(NO_FILTER);
  const [page, setPage] = useState(1);
  const [isAdding, setAdding] = useState(false);
  const { data, problem, retry } = useLoaded<PeopleShape>(addressOf(filter, page));
  useLive('people', retry);
  const change = (part: Partial<Filter>) => {
    setFilter({ ...filter, ...part });
    setPage(1);
  };
  return (
    <>
      <PageHeader title={words.title} lead={words.lead}>
        <Button onClick={() => setAdding(true)}>{words.add}</Button>
      </PageHeader>
      <Filters filter={filter} onChange={change} />
      <Loaded data={data} problem={problem} retry={retry}>
        {(list) => <List list={list} page={page} onPage={setPage} />}
      </Loaded>
      {isAdding && <AddPerson onClose={() => setAdding(false)} />}
    </>
  );
}

function addressOf(filter: Filter, page: number): string {
  const query = new URLSearchParams({ page: String(page) });
  for (const [name, value] of Object.entries(filter)) if (value !== '') query.set(name, value);
  return `/people?${query}`;
}

interface FiltersProps {
  readonly filter: Filter;
  readonly onChange: (part: Partial<Filter>) => void;
}

function Filters({ filter, onChange }: FiltersProps) {
  return (
    <search className="filters">
      <Field label={words.name} hideLabel>
        <Input
          value={filter.name}
          onChange={(name) => onChange({ name })}
          placeholder={words.namePlaceholder}
          clearable
        />
      </Field>
      <Field label={words.role} hideLabel>
        <Choice
          value={filter.role}
          options={ROLE_OPTIONS}
          placeholder={words.allRoles}
          clearable
          onChange={(role) => onChange({ role })}
        />
      </Field>
      <Field label={words.region} hideLabel>
        <ProvinceChoice
          value={filter.province}
          placeholder={words.allRegions}
          onChange={(province) => onChange({ province })}
        />
      </Field>
    </search>
  );
}

interface ListProps {
  readonly list: PeopleShape;
  readonly page: number;
  readonly onPage: (page: number) => void;
}

function List({ list, page, onPage }: ListProps) {
  if (list.people.length === 0) return <EmptyState title={words.emptyTitle} hint={words.emptyHint} />;
  return (
    <section aria-label={words.list}>
      <DataTable label={words.list} columns={COLUMNS} rows={list.people} keyOf={({ id }) => id} />
      <div className="list-foot">
        <span className="soft">{words.total(list.total)}</span>
        <Pager page={page} pageSize={list.pageSize} total={list.total} onPage={onPage} />
      </div>
    </section>
  );
}

/** Roles in a few words: many are told by their number. */
function Roles({ roles }: Pick<ListedPersonShape, 'roles'>) {
  if (roles.length === 0) return <span className="soft">{words.noRole}</span>;
  return (
    <ul className="chips">
      {roles.map(({ role, regionName }) => (
        <li key={`${role} ${regionName}`} className="chip">
          {roleName(role)}
          <span className="chip-place">{regionName}</span>
        </li>
      ))}
    </ul>
  );
}

function YesNo({ value, yes, no }: { readonly value: boolean; readonly yes: string; readonly no: string }) {
  return <span className={value ? 'yes' : 'soft'}>{value ? yes : no}</span>;
}
