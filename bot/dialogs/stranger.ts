import type { DialogInput } from './dialog.js';

type Asked = Pick<DialogInput, 'text'> & Partial<DialogInput>;

/** The input of somebody who is bound to nobody and has no demands: for the commands that ask one question at a time. */
export function strangerInput(asked: Asked): DialogInput {
  const { role = 'enterprise', province = null } = asked;
  return {
    kind: 'message',
    value: null,
    consultation: null,
    role,
    province,
    asker: { id: 'stranger', chatIdentityId: null, personId: null, role, province, roles: [], demands: [] },
    conversationId: 'stranger',
    files: [],
    newId: () => 'stranger',
    now: '1970-01-01T00:00:00.000Z',
    ...asked,
  };
}
