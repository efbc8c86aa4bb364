"""Reads database addresses with SQLAlchemy: {"url": U} -> its parts, or {"error": true}."""
import json
import sys

from sqlalchemy.engine.url import make_url

for line in sys.stdin:
    try:
        url = make_url(json.loads(line)['url'])
        query = {k: list(v) if isinstance(v, tuple) else [v] for k, v in url.query.items()}
        answer = {
            'dialect': url.drivername.split('+')[0], 'user': url.username or '', 'password': url.password or '',
            'host': url.host or '', 'port': url.port or -1, 'database': url.database or '', 'query': query}
    except Exception:
        answer = {'error': True}
    sys.stdout.write(json.dumps(answer) + '\n')
    sys.stdout.flush()
