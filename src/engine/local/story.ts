/** What happened to a document at one stage, for the ledger: names, numbers and ids, never text. */
export interface Event {
  readonly stage: string;
  readonly changed?: true;
  readonly counts?: Readonly<Record<string, number>>;
  readonly born?: readonly string[];
  readonly drop?: string;
  readonly keeper?: string;
  readonly because?: Readonly<Record<string, number>>;
  readonly fail?: string;
  /** Place in our code where a stage failed. */
  readonly at?: string;
  /** Of a row that was written: its SHA-256, its split, the name of the `sources:` entry, and what is known of its text. */
  readonly row?: string;
  readonly split?: string;
  readonly from?: string;
  readonly language?: string;
  readonly characters?: number;
  readonly tokens?: number;
}

/** One line of the ledger: the life of a document within one phase. */
export interface Story {
  readonly id: string;
  readonly phase: number;
  /** Name of the `sources:` entry, file and place in it: in the phase that read the document. */
  readonly source?: string;
  readonly file?: string;
  readonly locator?: string;
  /** The document that this one was made of. */
  readonly parent?: string;
  readonly events: readonly Event[];
}
