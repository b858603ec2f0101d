export const firstStart = {
  welcome: 'Welcome to Hearth',
  missing: 'Hearth talks through Ollama, on this computer. Here is what is missing yet.',
  start: 'Start Ollama',
  starting: 'Starting Ollama…',
  install: 'To install it, in a terminal:',
  model: 'A model for this computer',
  why: {
    roomy: 'It is the best that Hearth knows, and this computer has room for it: {{memory}} of memory.',
    memory: 'It is the largest that leaves enough of the {{memory}} of memory to everything else.',
    processor_one: 'A larger one would fit, and would answer slowly: this computer has one processor.',
    processor_other:
      'A larger one would fit, and would answer slowly: this computer has {{count, number}} processors.',
    tight: 'It is the smallest that can act for you. With {{memory}} of memory even this one is tight.',
  },
  takes: '{{download}} to download, about {{memory}} of memory while it answers',
  download: 'Download {{name}}',
  others: 'Other models',
  notBegun: 'The download did not begin',
  getModel: 'Get a model',
  skip: 'Not now',
  skipped: 'Slash commands, search, memory and export work without a model.',
  again: 'Show me how',
}
