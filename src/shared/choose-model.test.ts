import { expect, test } from 'vitest'
import { chooseModel } from './choose-model.ts'
import type { Model } from './model.ts'

const model = (name: string, fields: Partial<Model> = {}): Model => ({
  name,
  digest: name,
  size: 1,
  parameterSize: null,
  quantization: null,
  contextLength: null,
  capabilities: ['completion'],
  cloud: false,
  ...fields,
})
const embedding = model('embed', { capabilities: ['embedding'] })
const cloud = model('big:cloud', { cloud: true })

test.each([
  [[model('a'), model('b')], 'b', 'b'],
  [[model('a'), model('b')], 'gone', 'a'],
  [[embedding, cloud, model('a')], null, 'a'],
  [[embedding, cloud], 'big:cloud', null],
  [[], null, null],
])(
  'of the models in case %# the one used last is taken, else the first that can chat here',
  (models, lastUsed, chosen) => {
    expect(chooseModel(models, lastUsed)).toBe(chosen)
  },
)
