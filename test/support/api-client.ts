import {
  type AnswerOf,
  findOperation,
  type InputOf,
  type OperationId,
  type ValueOperationId,
} from '#contract/operations.ts';

/** Somebody with an account. */
export interface Credentials {
  email: string;
  password: string;
}

/** A signed-in caller of a running platform, over HTTP as any other client. */
export interface ApiClient {
  /** For requests that are made by hand. */
  token: string;
  call<Id extends ValueOperationId>(id: Id, input: InputOf<Id>): Promise<AnswerOf<Id>>;
}

interface Parts {
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
}

async function send(address: string, id: OperationId, { params = {}, query = {}, body }: Parts, token: string | null) {
  const operation = findOperation(id);
  if (!operation) throw new Error(`There is no operation ${id}.`);
  const path = operation.path.replace(/\{(\w+)\}/g, (_whole, name: string) => encodeURIComponent(String(params[name])));
  const url = new URL(path, address);
  for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, String(value));
  const response = await fetch(url, {
    method: operation.method,
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${id}: ${response.status} ${text}`);
  return text === '' ? null : (JSON.parse(text) as unknown);
}

/** Signs in at a running platform. */
export async function connectApi(address: string, { email, password }: Credentials): Promise<ApiClient> {
  const answer = (await send(address, 'auth.signin', { body: { email, password } }, null)) as AnswerOf<'auth.signin'>;
  return {
    token: answer.access_token,
    call: async <Id extends ValueOperationId>(id: Id, input: InputOf<Id>) =>
      (await send(address, id, input as Parts, answer.access_token)) as AnswerOf<Id>,
  };
}
