import { defineConfig } from 'drizzle-kit'

const url = process.env['DATABASE_URL']

export default defineConfig({
  dialect: 'postgresql',
  schema: './src/core/database/schema.ts',
  out: './drizzle',
  // The table of the migrations has a schema of its own, and is not ours to push.
  schemaFilter: ['public'],
  ...(url && { dbCredentials: { url } }),
})
