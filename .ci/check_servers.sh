#!/usr/bin/env bash
# Sends exported payloads to real servers on this machine: Redmine, MediaWiki and Dovecot (IMAP). Not part of .ci/run,
# because installing them takes minutes. Needs Debian, root, and payloads that the encoder tests wrote.
#
# usage: RELEASEGATE_PAYLOADS=DIR bash .ci/check_servers.sh PYTHON
set -euo pipefail
cd "$(dirname "$0")/.."
python=$1
payloads=${RELEASEGATE_PAYLOADS:?names the folder of payloads}

debconf-set-selections <<'ANSWERS'
redmine redmine/instances/default/dbconfig-install boolean true
redmine redmine/instances/default/database-type select sqlite3
ANSWERS
bash .ci/install dovecot-imapd mediawiki php-cli php-sqlite3 php-mbstring php-xml php-intl redmine redmine-sqlite puma

work=$(mktemp -d)
chmod 755 "$work"
started=()
finish() {
    for process in "${started[@]}"; do kill "$process" 2>/dev/null || true; done
    rm -rf "$work"
}
trap finish EXIT

mkdir "$work/mail" && chown nobody "$work/mail"
cat >"$work/dovecot.conf" <<CONF
protocols = imap
listen = 127.0.0.1
base_dir = $work/dovecot
ssl = no
disable_plaintext_auth = no
mail_location = maildir:$work/mail/%u
passdb {
  driver = static
  args = password=pw
}
userdb {
  driver = static
  args = uid=65534 gid=65534 home=$work/mail/%u
}
first_valid_uid = 1
first_valid_gid = 1
service imap-login {
  inet_listener imap {
    port = 10143
  }
  inet_listener imaps {
    port = 0
  }
}
namespace inbox {
  inbox = yes
  mailbox Drafts {
    auto = create
    special_use = \Drafts
  }
}
log_path = $work/dovecot.log
CONF
dovecot -c "$work/dovecot.conf" -F &
started+=($!)

mkdir "$work/wiki" "$work/wikidata"
(cd /usr/share/mediawiki && php maintenance/install.php --confpath "$work/wiki" --dbtype sqlite --dbpath "$work/wikidata" \
    --dbname rg --server http://127.0.0.1:13200 --scriptpath "" --pass 'adminpw-1234567' RG Admin >"$work/wiki.log")
cat >>"$work/wiki/LocalSettings.php" <<'PHP'
$wgExtraNamespaces[3000] = 'Draft';
$wgExtraNamespaces[3001] = 'Draft_talk';
$wgRateLimits = [];
PHP
MW_CONFIG_FILE="$work/wiki/LocalSettings.php" php -S 127.0.0.1:13200 -t /var/lib/mediawiki >"$work/php.log" 2>&1 &
started+=($!)

cat >"$work/setup.rb" <<'RUBY'
Setting.rest_api_enabled = '1'
Setting.text_formatting = 'common_mark'
project = Project.find_by(identifier: 'rel') || Project.create!(
  name: 'Rel', identifier: 'rel', enabled_module_names: %w(issue_tracking wiki repository), trackers: Tracker.all)
project.issues.destroy_all
project.wiki&.destroy
Wiki.create!(project: project, start_page: 'Wiki')
role = Role.find_by(name: 'Drafter') || Role.create!(name: 'Drafter', permissions: %i(
  view_issues add_issues edit_issues add_issue_notes view_wiki_pages edit_wiki_pages set_issues_private view_private_notes
  set_notes_private))
user = User.find_by(login: 'drafter') || User.new(
  firstname: 'D', lastname: 'Rafter', mail: 'd@example.com', password: 'drafter-pw-1', language: 'en')
user.login = 'drafter'
user.save!
Member.create!(project: project, user: user, roles: [role]) unless user.member_of?(project)
field = IssueCustomField.find_by(name: 'rg_key') || IssueCustomField.create!(
  name: 'rg_key', field_format: 'string', is_for_all: true, is_filter: true, searchable: true, trackers: Tracker.all)
puts "KEY #{user.api_key} #{field.id} #{Tracker.first.id}"
RUBY
chmod 644 "$work/setup.rb"
as_redmine=(setpriv --reuid=www-data --regid=www-data --clear-groups env HOME=/tmp RAILS_ENV=production
    X_DEBIAN_SITEID=default REDMINE_LANG=en)
(cd /usr/share/redmine && "${as_redmine[@]}" ruby bin/rails runner "$work/setup.rb") >"$work/redmine.key"
(cd /usr/share/redmine && exec "${as_redmine[@]}" puma -e production -t 1:4 -b tcp://127.0.0.1:13000 config.ru) \
    >"$work/puma.log" 2>&1 &
started+=($!)

"$python" .ci/check_servers.py "$payloads" $(sed -n 's/^KEY //p' "$work/redmine.key")
