const program =
  /^\s*(?:\$ )?(?:sudo\s+\S|(?:git|npm|npx|pnpm|yarn|pip3?|docker|kubectl|cargo|curl|wget|apt|apt-get|brew|systemctl|ls|cd|rm|rmdir|mv|cp|mkdir|touch|chmod|chown|grep|sed|awk|tar|ssh|scp|rsync|dd|kill|pkill|killall|mkfs\.?\w*|python3?|bash|sh|echo|cat(?=\s+[-~./\w]*[./]))\s+(?!(?:is|are|was|were|does|did|has|have|can|cannot|can't|isn't|doesn't|keeps|says|vs|or|and|in|for|not|command|tutorial|question|fails?|error)\b)\S)/iu

/** Is it a line for a shell, and no sentence? */
export function isCommandLine(text: string): boolean {
  return program.test(text) && !text.includes('?') && !/[.!]\s+\p{Lu}/u.test(text)
}

/** Does it hold a command of a shell or of a database that takes something away? */
export function holdsDestruction(text: string): boolean {
  return destructive.some((pattern) => pattern.test(text)) || (isCommandLine(text) && overwrites.test(text))
}

/** `> file`, but not `>> file` or `2>&1`. */
const overwrites = /(?<![>\d-])>\s*(?![>&]|\/dev\/null)\S/u

const destructive: readonly RegExp[] = [
  /\b(?:rm|rmdir|unlink|shred|srm|wipefs|mkfs(?:\.\w+)?)\s+\S|\bdel\s+(?:\/|\*|\S+\.\S)|\bRemove-Item\b|\bfind\b.*\s-delete\b/iu,
  /\bdd\s+(?:if|of)=|>\s*\/dev\/sd|:\(\)\s*\{|\bformat\s+[a-z]:|\btruncate\s+-s/iu,
  /\bgit\s+(?:push\b.*(?:--force|\s-f\b|--delete|--mirror|\s[+:]\S)|rebase\b|reset\b.*--hard|clean\b.*-\w*[fdx]|branch\s+-D|checkout\s+(?:--\s|\.)|restore\s|stash\s+(?:drop|clear)|filter-branch|reflog\s+expire)/iu,
  /\b(?:push|pushing)\b.*\bforce\b|\bforce[- ]?(?:push|delete|remove|overwrite|kill)/iu,
  /\b(?:pkill|killall|kill)\s+(?:-|\d)|\b(?:shutdown|reboot|poweroff|halt)\b/iu,
  /\b(?:drop|truncate)\s+(?:table|database|schema)|\bdelete\s+from\b|\bupdate\s+\w+\s+set\b|\bto\s+\/dev\/null/iu,
  /\bdocker\s+(?:\w+\s+)?(?:rm|rmi|prune)\b|\bkubectl\s+delete|\bterraform\s+destroy/iu,
  /\b(?:apt|apt-get|brew|npm|pip3?|yarn|dnf|cargo)\s+(?:remove|purge|uninstall)|\bch(?:mod|own)\s+-R/iu,
  /\b(?:curl|wget)\b.*\|\s*(?:sudo\s+)?(?:ba|z)?sh\b/iu,
]
