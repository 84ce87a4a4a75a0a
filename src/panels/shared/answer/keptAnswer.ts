import type { DataQueryError, PanelData } from '@grafana/data';
import { useMemo, useState } from 'react';

interface KeptAnswer {
  /**
   * What to show: the data as it is, or while it holds no answer the last one to the same question. A refusal (the token was
   * revoked, the query is wrong) takes away what was shown; only a server that does not answer leaves it there.
   */
  shown(data: PanelData, question: string): PanelData;
}

export function createKeptAnswer(): KeptAnswer {
  let kept: { question: string; answer: Pick<PanelData, 'series' | 'request'> } | undefined;
  return {
    shown(data, question) {
      const { series, request } = data;
      if (series.length > 0) {
        kept = { question, answer: { series, request } };
      } else if (kept?.question !== question || errorsOf(data).some(isRefusal)) {
        kept = undefined;
      }
      return kept === undefined ? data : { ...data, ...kept.answer };
    },
  };
}

function errorsOf(data: PanelData): DataQueryError[] {
  // Queries that fail are in `errors`; a request that fails as a whole is only in `error`.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const { error } = data;
  return [...(data.errors ?? []), ...(error ? [error] : [])];
}

function isRefusal({ status }: DataQueryError): boolean {
  return status !== undefined && status >= 400 && status < 500;
}

/** {@link KeptAnswer} of one panel. */
export function useKeptAnswer(data: PanelData, question: string): PanelData {
  const [keptAnswer] = useState(createKeptAnswer);
  return useMemo(() => keptAnswer.shown(data, question), [keptAnswer, data, question]);
}
