import { confirm } from './confirm.ts'
import type { Session } from './session.ts'

/**
 * Makes a role on the database server that can only read, and prints what DATABASE_READ_URL has to be: its password is
 * shown this once. With `sql` nothing is made: what makes it goes to stdout, the address to stderr. Exit code 1 when
 * nothing was made, or it cannot be used yet.
 */
export async function makeServerReader(
  session: Session,
  {
    role,
    sql = false,
    yes = false,
  }: { readonly role?: string; readonly sql?: boolean; readonly yes?: boolean },
): Promise<number> {
  const { output, options, terminal } = session
  // The driver is not for whoever only wants help.
  const { planServerReader } = await import('../core/server-reader.ts')
  const reader = planServerReader(terminal.surroundings.env['DATABASE_URL'], role)
  const { databaseReadUrl, place } = reader
  const line = `DATABASE_READ_URL='${databaseReadUrl}'`
  const shown = { role: reader.role, databaseReadUrl }
  if (sql) {
    output.result(options.json ? `${JSON.stringify({ ...shown, sql: reader.sql })}\n` : reader.sql)
    output.note(
      `When it has been run, this goes beside DATABASE_URL; the password is shown only now:\n${line}`,
    )
    return 0
  }
  if (
    !yes &&
    !(await confirm(session, `Make ${place}, which can only read? If it is there, it gets a new password.`))
  ) {
    output.note('Nothing was made.')
    return 1
  }
  const trouble = await reader.make()
  output.result(options.json ? `${JSON.stringify(shown)}\n` : `${line}\n`)
  output.note(
    'Set this beside DATABASE_URL: questions in SQL are then asked as that role. Its password is shown only now.',
  )
  if (trouble !== null) output.note(`It cannot be used yet. ${trouble}`)
  return trouble === null ? 0 : 1
}
