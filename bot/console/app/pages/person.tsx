import { useState } from 'react';
import Button from 'tdesign-react/es/button';
import { useParams } from 'wouter';
import type { PersonShape } from '../../shapes.js';
import { api } from '../client.js';
import { useLive } from '../live.js';
import { ChatList } from '../parts/chat-list.js';
import { Loaded, useLoaded } from '../parts/loaded.js';
import { Masked } from '../parts/masked.js';
import { PageHeader } from '../parts/page-header.js';
import { Panel } from '../parts/panel.js';
import { texts } from '../texts.js';
import { PersonErasure } from './demands/person-erasure.js';
import { EditPerson } from './edit-person.js';
import { PersonAccount } from './person-account.js';
import type { PersonPartProps } from './person-part.js';
import { PersonRoles } from './person-roles.js';

const words = texts.person;

/** 人员与角色: one person. */
export function PersonPage() {
  const { id = '' } = useParams();
  const { data, problem, retry } = useLoaded<PersonShape>(`/people/${encodeURIComponent(id)}`);
  useLive('people', retry);
  return (
    <>
      <PageHeader
        title={data?.name ?? texts.people.title}
        back={{ path: '/people', title: texts.people.title }}
      />
      <Loaded data={data} problem={problem} retry={retry}>
        {(person) => <Person person={person} onChanged={retry} />}
      </Loaded>
    </>
  );
}

function Person({ person, onChanged }: PersonPartProps) {
  const path = `/people/${person.id}`;
  return (
    <div className="panels">
      {!person.canManage && <p className="note">{words.notYours}</p>}
      <Basics person={person} onChanged={onChanged} />
      <PersonRoles person={person} onChanged={onChanged} />
      {person.canManage && <PersonAccount person={person} onChanged={onChanged} />}
      {person.canManage && (
        <ChatList
          chats={person.chats}
          codePath={`${path}/binding-codes`}
          onUnbind={async (chat) => {
            await api('DELETE', `${path}/chats/${chat}`);
            onChanged();
          }}
        />
      )}
      <PersonErasure personId={person.id} mayErase={person.canManage} />
    </div>
  );
}

function Basics({ person, onChanged }: PersonPartProps) {
  const [isEditing, setEditing] = useState(false);
  return (
    <Panel
      title={words.basics}
      action={
        person.canManage && (
          <Button variant="outline" onClick={() => setEditing(true)}>
            {words.edit}
          </Button>
        )
      }
    >
      <dl className="facts">
        <div>
          <dt>{texts.people.name}</dt>
          <dd>{person.name}</dd>
        </div>
        <div>
          <dt>{texts.people.phone}</dt>
          <dd>
            <Masked value={person.maskedPhone} none={words.noPhone} />
          </dd>
        </div>
      </dl>
      {isEditing && <EditPerson person={person} onChanged={onChanged} onClose={() => setEditing(false)} />}
    </Panel>
  );
}
