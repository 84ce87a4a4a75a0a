/** What an editor chooses for the clients. */
export interface ClientsOptions {
  /** Above the rows, e.g. the name of a queue. Variables are filled in. */
  heading: string;
}

export const DEFAULT_OPTIONS: ClientsOptions = { heading: '' };
