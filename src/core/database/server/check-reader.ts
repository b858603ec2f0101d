import type { ClientBase } from 'pg'
import { AppError } from '../../../shared/errors.ts'
import { questioned } from '../question.ts'
import type { ServerAddress } from './address.ts'

/**
 * Throws `forbidden` with what is to be changed, when the connection's role can do more than read what may be questioned,
 * or less. Text of a model runs as this role and no word of it is looked at, so whatever the role can do, it can do.
 */
export async function checkReader(client: ClientBase, { user }: ServerAddress): Promise<void> {
  const { rows } = await client.query<{ what: What; name: string }>(findings, [questioned])
  const [first] = rows
  if (!first) return
  const { what, name } = first
  throw new AppError(
    'forbidden',
    what === 'blind'
      ? `The role ${user}, which DATABASE_READ_URL names, may not read ${name}. Let it, or have one made that can: hearth db reader.`
      : `The role ${user}, which DATABASE_READ_URL names, can do more than read your history: it ${abilities[what](name)}. Take that from it, or have another one made: hearth db reader.`,
  )
}

type Ability = 'power' | 'member' | 'database' | 'schema' | 'write' | 'read' | 'function' | 'hidden'
type What = Ability | 'blind'

const abilities: Readonly<Record<Ability, (name: string) => string>> = {
  power: (name) => `is marked ${name}`,
  member: (name) => `is a member of ${name}`,
  database: (name) => `may make schemas in the database ${name}`,
  schema: (name) => `may make tables in the schema ${name}`,
  write: (name) => `may change ${name}`,
  read: (name) => `may read ${name} too`,
  function: (name) => `may call ${name}, which does more than its caller could`,
  hidden: (name) => `sees what is deleted or temporary in ${name}`,
}

/**
 * The gravest first. What everybody may (PUBLIC) counts: it may do it, too. Of Postgres's own functions those count that
 * it keeps from ordinary roles when it makes a database; of others those that run as their owner, or are not in a
 * language that Postgres trusts. What compares words (pg_trgm, which searching uses) reads no more than it is given.
 */
const findings = `
  with relation as (
    select c.oid, c.relkind, format('%I.%I', n.nspname, c.relname) as name,
      n.nspname = 'public' and c.relname = any($1) as ours
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S') and has_schema_privilege(n.oid, 'usage')
      and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_(toast|temp_)'
  ), routine as (
    select p.oid, n.nspname, p.prosecdef, l.lanpltrusted, format('%I.%I', n.nspname, p.proname) as name
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace join pg_language l on l.oid = p.prolang
    where has_schema_privilege(n.oid, 'usage') and has_function_privilege(p.oid, 'execute')
  ), finding(rank, what, name) as (
    select 1, 'power', power.name
    from pg_roles r, lateral (values ('SUPERUSER', r.rolsuper), ('CREATEROLE', r.rolcreaterole),
      ('CREATEDB', r.rolcreatedb), ('REPLICATION', r.rolreplication), ('BYPASSRLS', r.rolbypassrls)
    ) as power(name, has)
    where r.rolname = current_user and power.has
    union all
    select 2, 'member', r.rolname
    from pg_auth_members m join pg_roles r on r.oid = m.roleid join pg_roles me on me.oid = m.member
    where me.rolname = current_user
    union all
    select 3, 'database', current_database() where has_database_privilege(current_database(), 'create')
    union all
    select 4, 'schema', nspname from pg_namespace where has_schema_privilege(oid, 'create')
    union all
    select 5, 'write', name from relation
    where case when relkind = 'S' then has_sequence_privilege(oid, 'usage, update')
      else has_table_privilege(oid, 'insert, update, delete, truncate, references, trigger')
        or has_any_column_privilege(oid, 'insert, update, references') end
    union all
    select 6, 'function', name from routine
    where case when nspname in ('pg_catalog', 'information_schema')
      then exists (
        select from pg_init_privs i
        where i.objoid = routine.oid and i.classoid = 'pg_proc'::regclass
          and not exists (select from aclexplode(i.initprivs) a where a.grantee = 0))
      else (prosecdef or not lanpltrusted) and not exists (
        select from pg_depend d join pg_extension e on e.oid = d.refobjid
        where d.objid = routine.oid and d.classid = 'pg_proc'::regclass and d.deptype = 'e'
          and d.refclassid = 'pg_extension'::regclass and e.extname = 'pg_trgm') end
    union all
    select 7, 'read', name from relation
    where not ours and relkind <> 'S' and has_any_column_privilege(oid, 'select')
    union all
    select 8, 'hidden', name from relation
    where ours and relkind in ('r', 'p') and not exists (
      select from pg_policy p join pg_class c on c.oid = p.polrelid
      where p.polrelid = relation.oid and c.relrowsecurity and not p.polpermissive and p.polcmd in ('r', '*')
        and (select oid from pg_roles where rolname = current_user) = any(p.polroles))
    union all
    select 9, 'blind', name from unnest($1::text[]) as name
    where not coalesce(has_table_privilege(to_regclass('public.' || name), 'select'), false)
      or not has_schema_privilege('public', 'usage')
  )
  select what, name from finding order by rank, name collate "C" limit 1`
