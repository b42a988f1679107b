# Read by `flask` on a developer's machine only (python-dotenv is not installed in production).
FLASK_APP=bgm_portal.app
BGM_ENV=development
