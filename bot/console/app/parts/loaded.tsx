import type { ReactNode } from 'react';
import useSWR, { type KeyedMutator } from 'swr';
import Button from 'tdesign-react/es/button';
import { type ApiProblem, load } from '../client.js';
import { texts } from '../texts.js';
import { EmptyState } from './empty-state.js';
import { Loading } from './loading.js';

interface LoadedProps<T> {
  readonly data: T | undefined;
  readonly problem: ApiProblem | undefined;
  readonly retry: () => void;
  readonly lines?: number;
  children(data: T): ReactNode;
}

/** What a page shows of something it reads: lines while it loads, why it could not, or the thing. */
export function Loaded<T>({ data, problem, retry, lines = 6, children }: LoadedProps<T>) {
  if (data !== undefined) return children(data);
  if (problem === undefined) return <Loading lines={lines} />;
  return (
    <EmptyState title={texts.problem.title} hint={problem.message}>
      <Button variant="outline" onClick={retry}>
        {texts.problem.retry}
      </Button>
    </EmptyState>
  );
}

/** Reads a path of the API, kept by swr: the former content stays while the new one loads. Null reads nothing. */
export function useLoaded<T>(path: string | null): {
  readonly data: T | undefined;
  readonly problem: ApiProblem | undefined;
  readonly retry: () => void;
  readonly mutate: KeyedMutator<T>;
} {
  const { data, error, mutate } = useSWR<T, ApiProblem>(path, load, { keepPreviousData: true });
  return { data, problem: error, retry: () => void mutate(), mutate };
}
