import { EventEmitter } from 'node:events'
import type Electron from 'electron'
import type { Recorded } from './record.ts'
import { asElectron, refuseMissing, strict } from './strict.ts'

/** Menus, the tray, shortcuts and notifications: kept as they were given, so that a test can click them. */

type ItemMembers = Pick<
  Electron.MenuItem,
  'id' | 'label' | 'type' | 'role' | 'enabled' | 'visible' | 'checked' | 'accelerator' | 'submenu' | 'click'
>

export class MenuItem implements ItemMembers {
  readonly id: string
  label: string
  readonly type: Electron.MenuItem['type']
  readonly role: NonNullable<Electron.MenuItem['role']>
  enabled: boolean
  visible: boolean
  checked: boolean
  readonly accelerator: NonNullable<Electron.MenuItem['accelerator']>
  readonly submenu: Electron.Menu
  /** A click as a person makes it; Electron hands over the item, the window and the event. */
  readonly click: Electron.MenuItem['click']

  constructor(options: Electron.MenuItemConstructorOptions) {
    const { submenu, accelerator } = options
    this.id = options.id ?? ''
    this.role = options.role as NonNullable<Electron.MenuItem['role']>
    this.label = options.label ?? options.role ?? ''
    this.type = options.type ?? (submenu ? 'submenu' : 'normal')
    this.enabled = options.enabled ?? true
    this.visible = options.visible ?? true
    this.checked = options.checked ?? false
    this.accelerator = accelerator as NonNullable<Electron.MenuItem['accelerator']>
    const menu = Array.isArray(submenu) ? asElectron<Electron.Menu>(Menu.buildFromTemplate(submenu)) : submenu
    this.submenu = menu as Electron.Menu
    const strictSelf = refuseMissing<MenuItem>('MenuItem', this)
    this.click = (event?: Electron.KeyboardEvent) => {
      if (this.type === 'checkbox') this.checked = !this.checked
      options.click?.(asElectron(strictSelf), undefined, event ?? {})
    }
    return strictSelf
  }
}

type MenuMembers = Pick<Electron.Menu, 'append' | 'closePopup' | 'getMenuItemById' | 'items' | 'popup'>

class Menu extends EventEmitter implements MenuMembers {
  readonly items: Electron.MenuItem[] = []
  static buildFromTemplate(
    template: readonly (Electron.MenuItemConstructorOptions | Electron.MenuItem)[],
  ): Menu {
    const menu = refuseMissing<Menu>('Menu', new Menu())
    for (const item of template) {
      menu.items.push(asElectron(item instanceof MenuItem ? item : new MenuItem(item as object)))
    }
    return menu
  }
  append(item: Electron.MenuItem): void {
    this.items.push(item)
  }
  getMenuItemById(id: string): Electron.MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : (item.submenu?.getMenuItemById(id) ?? null)
      if (found) return found
    }
    return null
  }
  popup(): void {
    this.emit('menu-will-show', {})
  }
  closePopup(): void {
    this.emit('menu-will-close', {})
  }
}

export function createMenu(record: Recorded): typeof Electron.Menu {
  const statics: Partial<typeof Electron.Menu> = {
    buildFromTemplate: (template) => asElectron(Menu.buildFromTemplate(template)),
    setApplicationMenu: (menu) => void (record.applicationMenu = menu),
    getApplicationMenu: () => record.applicationMenu as Electron.Menu | null,
  }
  return strict<typeof Electron.Menu>('Menu', asElectron(Object.assign(class extends Menu {}, statics)))
}

type TrayMembers = Pick<
  Electron.Tray,
  'destroy' | 'isDestroyed' | 'setContextMenu' | 'setImage' | 'setTitle' | 'setToolTip' | 'popUpContextMenu'
>

export function createTray(record: Recorded): typeof Electron.Tray {
  class Tray extends EventEmitter implements TrayMembers {
    readonly image: unknown
    /** For a test, which has no tray to look at. */
    menu: Electron.Menu | null = null
    toolTip = ''
    private gone = false
    constructor(image: unknown) {
      super()
      this.image = image
      const strictSelf = refuseMissing<Tray>('Tray', this)
      record.trays.push(strictSelf)
      return strictSelf
    }
    setContextMenu(menu: Electron.Menu | null): void {
      this.menu = menu
    }
    setToolTip(toolTip: string): void {
      this.toolTip = toolTip
    }
    setImage(): void {}
    setTitle(): void {}
    popUpContextMenu(): void {}
    isDestroyed(): boolean {
      return this.gone
    }
    destroy(): void {
      this.gone = true
      record.trays.splice(0, record.trays.length, ...record.trays.filter((tray) => tray !== this))
    }
  }
  return asElectron(Tray)
}

export function createGlobalShortcut({ shortcuts, takenShortcuts }: Recorded): Electron.GlobalShortcut {
  return strict<Electron.GlobalShortcut>('globalShortcut', {
    register: (accelerator, callback) => {
      if (shortcuts.has(accelerator) || takenShortcuts.has(accelerator)) return false
      shortcuts.set(accelerator, callback)
      return true
    },
    registerAll: (accelerators, callback) => accelerators.forEach((key) => shortcuts.set(key, callback)),
    isRegistered: (accelerator) => shortcuts.has(accelerator),
    unregister: (accelerator) => void shortcuts.delete(accelerator),
    unregisterAll: () => shortcuts.clear(),
  })
}

type NotificationMembers = Pick<Electron.Notification, 'title' | 'body' | 'show' | 'close'>

export function createNotification(record: Recorded): typeof Electron.Notification {
  class Notification extends EventEmitter implements NotificationMembers {
    readonly title: string
    readonly body: string
    static isSupported(): boolean {
      return true
    }
    constructor(options: Electron.NotificationConstructorOptions = {}) {
      super()
      this.title = options.title ?? ''
      this.body = options.body ?? ''
      return refuseMissing<Notification>('Notification', this)
    }
    show(): void {
      record.calls.push({ api: 'Notification.show', args: [this.title, this.body, this] })
      this.emit('show', {})
    }
    close(): void {
      this.emit('close', {})
    }
  }
  return asElectron(Notification)
}
