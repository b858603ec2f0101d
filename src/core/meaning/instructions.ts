/** What an embedding model wants to stand before a text, so that a question and its answer come near each other. */
export interface Instructions {
  readonly question: string
  readonly text: string
}

const none: Instructions = { question: '', text: '' }
const toSearch: Instructions = {
  question: 'Represent this sentence for searching relevant passages: ',
  text: '',
}

/** By the beginning of the model's name, as each model's card has them. The first that fits counts. */
const known: readonly (readonly [string, Instructions])[] = [
  ['nomic-embed-text', { question: 'search_query: ', text: 'search_document: ' }],
  ['embeddinggemma', { question: 'task: search result | query: ', text: 'title: none | text: ' }],
  [
    'qwen3-embedding',
    {
      question: 'Instruct: Given a search query, retrieve passages of a conversation that answer it\nQuery: ',
      text: '',
    },
  ],
  ['mxbai-embed-large', toSearch],
  ['snowflake-arctic-embed2', { question: 'query: ', text: '' }],
  ['snowflake-arctic-embed', toSearch],
  ['bge-large', toSearch],
]

export function instructionsFor(model: string): Instructions {
  const name = model.toLowerCase().split('/').at(-1) ?? ''
  return known.find(([begins]) => name.startsWith(begins))?.[1] ?? none
}
