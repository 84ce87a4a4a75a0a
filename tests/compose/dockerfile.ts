/** One instruction of a Dockerfile, its lines joined. */
export interface Instruction {
  name: string;
  text: string;
}

/** A stage: from one `FROM` to the next. */
export interface Stage {
  /** Absent where the stage has none. */
  name: string | undefined;
  /** What `FROM` says, with its variables. */
  from: string;
  instructions: Instruction[];
}

/** A Dockerfile, read as far as ours go: no heredocs, no other escape character. */
export interface Dockerfile {
  /** Names of the `ARG`s before the first stage. */
  args: string[];
  stages: Stage[];
}

export function parseDockerfile(source: string): Dockerfile {
  const lines = source.split('\n').filter((line) => !/^\s*(#|$)/.test(line));
  const joined = lines.join('\n').replaceAll(/\\\n\s*/g, '');
  const file: Dockerfile = { args: [], stages: [] };
  for (const line of joined.split('\n')) {
    const [, name = '', text = ''] = /^(\w+)\s+(.*)$/.exec(line) ?? [];
    if (name === 'FROM') {
      const [, from = '', stage] = /^(\S+)(?:\s+AS\s+(\S+))?$/.exec(text) ?? [];
      file.stages.push({ name: stage, from, instructions: [] });
    } else if (file.stages.length === 0) {
      file.args.push(text);
    } else {
      file.stages.at(-1)!.instructions.push({ name, text });
    }
  }
  return file;
}

/** Sources and target of a `COPY`; `from` is the stage it copies from, if any. */
export function parseCopy(text: string): { from: string | undefined; sources: string[]; target: string } {
  const words = text.split(/\s+/);
  const from = words.find((word) => word.startsWith('--from='))?.slice('--from='.length);
  const paths = words.filter((word) => !word.startsWith('--'));
  return { from, sources: paths.slice(0, -1), target: paths.at(-1) ?? '' };
}
