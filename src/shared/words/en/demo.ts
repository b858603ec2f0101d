export const demo = {
  label: 'Scripted demo',
  about: 'No model is running. The answers were written beforehand, and all of this is deleted at the end.',
  scripted: 'Answers come from a script',
  tour: 'Tour',
  done: '{{step}}, done',
  now: '{{step}}, now',
  try: 'Try it',
  step: { chat: 'Chat', plan: 'Plan', undo: 'Undo', memory: 'Memory', export: 'Export' },
  hint: {
    chat: 'Ask something.',
    plan: 'Ask for a file. Nothing is written before you say yes.',
    undo: 'Take the change back, in the card of what was done.',
    memory: 'Say something to be remembered.',
    export: 'Write all of it into a file.',
  },
  finished: 'That was the tour. Close the window, and nothing of it is left.',
  ask: {
    chat: 'What is a hearth?',
    plan: 'Write a shopping list to shopping.md',
    memory: '/remember I drink my coffee black',
  },
  title: { chat: 'What a hearth is', plan: 'A shopping list', other: 'A demo' },
  list: '# Shopping\n\n- milk\n- bread\n- coffee, black\n',
  answer: {
    chat: 'A **hearth** is the floor of a fireplace: the place in a house around which people came together.\n\n- It gives warmth without leaving the room.\n- It was never let go out.\n\nThis answer comes from a script. With [Ollama](https://ollama.com) on this computer a model answers here, and nothing you write leaves it.',
    list: 'The list is in `shopping.md`. You can take it back: the card above knows how.',
    other:
      'In this demo no model is running, so I can only say what was written beforehand. The bar at the top has the steps of the tour.',
  },
}
